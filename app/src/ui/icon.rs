//! An icon, drawn into the page from `public/icons`. A word always stands beside it.

use leptos::prelude::*;

/// The icons in use (Phosphor, regular).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Back,
    Undo,
    Plus,
    Done,
    Fault,
}

impl Icon {
    fn source(self) -> &'static str {
        match self {
            Self::Back => include_str!("../../../public/icons/arrow-left.svg"),
            Self::Undo => include_str!("../../../public/icons/arrow-u-up-left.svg"),
            Self::Plus => include_str!("../../../public/icons/plus.svg"),
            Self::Done => include_str!("../../../public/icons/check-circle.svg"),
            Self::Fault => include_str!("../../../public/icons/warning.svg"),
        }
    }

    /// The file's one path.
    fn shape(self) -> &'static str {
        let path = self
            .source()
            .split_once(" d=\"")
            .map_or("", |(_, path)| path);
        path.split_once('"').map_or("", |(path, _)| path)
    }

    /// Whether it points somewhere and turns with the direction of writing.
    fn turns(self) -> bool {
        matches!(self, Self::Back | Self::Undo)
    }

    pub(crate) fn draw(self) -> impl IntoView {
        let class = if self.turns() {
            "icon icon-turns"
        } else {
            "icon"
        };
        view! {
            <svg class=class viewBox="0 0 256 256" aria-hidden="true"><path d=self.shape()></path></svg>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_its_shape_alone() {
        for icon in [Icon::Back, Icon::Undo, Icon::Plus, Icon::Done, Icon::Fault] {
            assert!(icon.shape().starts_with('M'), "{icon:?}");
            assert_eq!(icon.source().matches("<path").count(), 1, "{icon:?}");
        }
    }
}
