//! Changes one piece of a page into another, and keeps every element that both have.
//!
//! What is kept keeps its focus and its place on the screen, so that nobody who reads with a screen
//! reader, a magnifier or a keyboard is thrown elsewhere.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

/// Makes `old` what `new` is: attributes and everything inside. Parts of `new` are used up.
pub(super) fn morph(old: &Element, new: &Element) {
    morph_attributes(old, new);
    let mut at = old.first_child();
    for wanted in children(new) {
        let kept = siblings(at.clone()).find(|node| are_alike(node, &wanted));
        match kept {
            Some(kept) => {
                for skipped in siblings(at).take_while(|node| !node.is_same_node(Some(&kept))) {
                    remove(old, &skipped);
                }
                at = kept.next_sibling();
                morph_node(&kept, &wanted);
            }
            None => _ = old.insert_before(&wanted, at.as_ref()),
        }
    }
    for left in siblings(at) {
        remove(old, &left);
    }
}

fn morph_node(old: &Node, new: &Node) {
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) => morph(old, new),
        _ if old.node_value() != new.node_value() => {
            old.set_node_value(new.node_value().as_deref())
        }
        _ => {}
    }
}

fn morph_attributes(old: &Element, new: &Element) {
    for name in names(old).filter(|name| !new.has_attribute(name)) {
        let _ = old.remove_attribute(&name);
    }
    for name in names(new) {
        let value = new.get_attribute(&name);
        if let Some(value) = value.filter(|value| old.get_attribute(&name).as_ref() != Some(value))
        {
            let _ = old.set_attribute(&name, &value);
        }
    }
}

/// Whether one can become the other: the same kind of node, and of elements the same kind of element
/// with the same id, the same class and, of forms, the same thing that they are about.
fn are_alike(old: &Node, new: &Node) -> bool {
    if old.node_type() != new.node_type() || old.node_name() != new.node_name() {
        return false;
    }
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) => ["id", "class", "action", "data-toggle"]
            .iter()
            .all(|name| old.get_attribute(name) == new.get_attribute(name)),
        _ => true,
    }
}

fn names(element: &Element) -> impl Iterator<Item = String> + use<> {
    element
        .get_attribute_names()
        .to_vec()
        .into_iter()
        .filter_map(|name| name.as_string())
}

fn children(parent: &Element) -> Vec<Node> {
    siblings(parent.first_child()).collect()
}

/// The node and those behind it, as they were when asked: what is removed meanwhile still leads on.
fn siblings(first: Option<Node>) -> impl Iterator<Item = Node> {
    let mut next = first;
    std::iter::from_fn(move || {
        let node = next.take()?;
        next = node.next_sibling();
        Some(node)
    })
}

fn remove(parent: &Element, child: &Node) {
    let _ = parent.remove_child(child);
}
