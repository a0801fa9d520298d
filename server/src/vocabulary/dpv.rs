//! The terms of the W3C Data Privacy Vocabulary, as its CSV files and as its JSON-LD.

use std::collections::{BTreeMap, BTreeSet};

use mutual::catalogue::{DataCategory, Labels, Origin, Purpose, Sensitivity, Slug, Term};
use serde_json::Value;

use mutual::use_cases::{TermLine, TermRead};

use super::{WORDS, foreign, slug};

/// The most steps from a term to the most general one, in case a file goes round in circles.
const DEEPEST: usize = 32;

const ORIGIN: &str = "the vocabulary does not say where it comes from: it is taken as told";

/// A term, as far as it says something here.
#[derive(Debug)]
struct Entry {
    iri: String,
    label: String,
    /// What it is a kind of, or an instance of.
    above: Vec<String>,
    /// Whether it is a relation, which stands between two things.
    relation: bool,
}

/// The vocabulary's CSV: a line for each term, with `iri`, `label` and what it is a kind of.
pub(super) fn csv(bytes: &[u8]) -> Result<Vec<TermLine>, String> {
    let mut reader = csv::Reader::from_reader(bytes);
    let no_csv = |error: csv::Error| format!("this is no CSV: {error}");
    let head = reader.headers().map_err(no_csv)?.clone();
    let place = |name: &str| head.iter().position(|column| column == name);
    let (Some(iri), Some(label)) = (place("iri"), place("label")) else {
        return Err("the columns `iri` and `label` are missing".to_owned());
    };
    let above = ["dpvtype", "subclassof", "hasbroader"].map(place);
    let sort = place("type");
    let mut entries = Vec::new();
    for row in reader.records() {
        let row = row.map_err(no_csv)?;
        let cell = |place: usize| row.get(place).unwrap_or_default().trim();
        let above = above
            .iter()
            .flatten()
            .flat_map(|&place| cell(place).split(';'));
        entries.push(Entry {
            iri: cell(iri).to_owned(),
            label: cell(label).to_owned(),
            above: above.map(str::to_owned).collect(),
            relation: sort.is_some_and(|place| cell(place) == "property"),
        });
    }
    Ok(lines(&entries))
}

/// The vocabulary's JSON-LD in its expanded form: a list of nodes, or one under `@graph`.
pub(super) fn json_ld(content: Value) -> Result<Vec<TermLine>, String> {
    const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
    const SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
    let nodes = match content {
        Value::Array(nodes) => nodes,
        Value::Object(mut object) => match object.remove("@graph") {
            Some(Value::Array(nodes)) => nodes,
            _ => return Err("`@graph` is no list".to_owned()),
        },
        _ => return Err("this is no list of terms".to_owned()),
    };
    let entries = nodes.iter().filter_map(|node| {
        let iri = node.get("@id")?.as_str()?;
        let many = |name: &str| match node.get(name) {
            Some(Value::Array(many)) => many.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let ids = |name: &str| {
            let ids = many(name).iter().filter_map(|one| one.get("@id")?.as_str());
            ids.map(str::to_owned).collect::<Vec<_>>()
        };
        let label = format!("{SKOS}prefLabel");
        let label = many(&label).iter().find_map(|one| {
            let language = one.get("@language").and_then(Value::as_str);
            let english = language.is_none_or(|tag| tag == "en");
            one.get("@value").filter(|_| english)?.as_str()
        })?;
        let types = many("@type").iter().filter_map(Value::as_str);
        let types: Vec<_> = types.map(str::to_owned).collect();
        let relation = types
            .iter()
            .any(|sort| sort.ends_with("#Relation") || sort.ends_with("#Property"));
        let broader = ids(&format!("{SKOS}broader"));
        let above = [
            types,
            ids(SUBCLASS),
            broader,
            ids("https://w3id.org/dpv#isSubTypeOf"),
        ];
        Some(Entry {
            iri: iri.to_owned(),
            label: label.to_owned(),
            above: above.concat(),
            relation,
        })
    });
    let entries: Vec<_> = entries.collect();
    Ok(lines(&entries))
}

fn lines(entries: &[Entry]) -> Vec<TermLine> {
    let above: BTreeMap<_, _> = entries
        .iter()
        .map(|entry| (entry.iri.as_str(), entry.above.as_slice()))
        .collect();
    let lines = entries.iter().map(|entry| TermLine {
        from: entry.iri.clone(),
        read: read(entry, &ancestors(entry, &above)),
    });
    lines.collect()
}

/// Everything that a term is a kind of, by the last part of its IRI, as far as the file says it.
fn ancestors<'a>(entry: &'a Entry, above: &BTreeMap<&'a str, &'a [String]>) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    let mut next: Vec<&str> = entry.above.iter().map(String::as_str).collect();
    for _ in 0..DEEPEST {
        let new = next.into_iter().filter(|iri| all.insert(*iri));
        let new: Vec<_> = new.collect();
        next = new
            .iter()
            .filter_map(|iri| above.get(iri))
            .flat_map(|above| above.iter().map(String::as_str))
            .collect();
        if next.is_empty() {
            break;
        }
    }
    let core = all.into_iter();
    core.filter_map(|iri| iri.strip_prefix("https://w3id.org/dpv#"))
        .collect()
}

fn read(entry: &Entry, kinds: &BTreeSet<&str>) -> TermRead {
    let data = kinds.iter().any(|kind| kind.ends_with("PersonalData"));
    let purpose = kinds.contains("Purpose");
    let name = entry.iri.rsplit('#').next().unwrap_or_default();
    if entry.relation || !(data || purpose) {
        return TermRead::Skipped("it is neither a purpose nor personal data".to_owned());
    }
    let id = match slug(name).parse::<Slug>() {
        Ok(id) => id,
        Err(why) => return TermRead::Bad(why.to_string()),
    };
    let (name, label) = (entry.label.clone(), entry.label.clone());
    let (labels, dpv) = (Labels::new(), entry.iri.clone());
    if purpose {
        let purpose = Purpose {
            id,
            name,
            label,
            labels,
            dpv,
        };
        return foreign(Term::Purpose(purpose), vec![WORDS]);
    }
    let is = |kind: &str| kinds.contains(kind) || entry.iri.ends_with(&format!("#{kind}"));
    let mut notes = Vec::new();
    let origin = if is("InferredPersonalData") || is("DerivedPersonalData") {
        Origin::Inferred
    } else if is("ObservedPersonalData") {
        Origin::Observed
    } else {
        if !is("ProvidedPersonalData") {
            notes.push(ORIGIN);
        }
        Origin::Told
    };
    let sensitivity = if is("SpecialCategoryPersonalData") {
        Sensitivity::Special
    } else {
        Sensitivity::Ordinary
    };
    notes.push(WORDS);
    let category = DataCategory {
        id,
        name,
        label,
        labels,
        origin,
        sensitivity,
        dpv,
    };
    foreign(Term::Data(category), notes)
}

#[cfg(test)]
pub(super) mod tests {
    use mutual_store_suite::shipped;

    use super::*;
    use crate::vocabulary;

    /// The IRI of each term of the vocabulary, where it is there.
    pub(in crate::vocabulary) fn shipped_terms() -> Option<BTreeSet<String>> {
        let mut terms = BTreeSet::new();
        for file in std::fs::read_dir(shipped::part("dpv")?).unwrap().flatten() {
            let lines = csv(&std::fs::read(file.path()).unwrap()).unwrap();
            terms.extend(lines.into_iter().map(|line| line.from));
        }
        Some(terms)
    }

    fn terms(lines: Vec<TermLine>) -> Vec<Term> {
        let terms = lines.into_iter().filter_map(|line| match line.read {
            TermRead::Term { term, .. } => Some(*term),
            TermRead::Skipped(_) => None,
            TermRead::Bad(why) => panic!("{}: {why}", line.from),
        });
        terms.collect()
    }

    #[test]
    fn the_vocabulary_as_it_was_shipped_can_be_taken_over() {
        let Some(folder) = shipped::part("dpv") else {
            return;
        };
        for (file, least) in [("purposes.csv", 90), ("personal_data.csv", 10)] {
            let bytes = std::fs::read(folder.join(file)).unwrap();
            let terms = terms(vocabulary::read(file, &bytes).unwrap());
            assert!(terms.len() >= least, "{file}: {}", terms.len());
            for term in &terms {
                assert_eq!(term.faults(), [], "{}", term.key());
            }
        }
        let bytes = std::fs::read(folder.join("rights.csv")).unwrap();
        assert_eq!(terms(vocabulary::read("rights.csv", &bytes).unwrap()), []);
    }

    #[test]
    fn json_ld_and_csv_say_the_same() {
        let csv = "term,type,iri,label,dpvtype,subclassof,hasbroader\n\
            Marketing,class,https://w3id.org/dpv#Marketing,Marketing,https://w3id.org/dpv#Purpose,,https://w3id.org/dpv#Purpose\n\
            hasPurpose,property,https://w3id.org/dpv#hasPurpose,has purpose,https://w3id.org/dpv#Purpose,,\n\
            Genes,class,https://w3id.org/dpv/pd#Genes,Genes,,https://w3id.org/dpv#SpecialCategoryPersonalData,\n\
            Gene,class,https://w3id.org/dpv/pd#Gene,Gene,,https://w3id.org/dpv/pd#Genes,\n\
            Right,class,https://w3id.org/dpv#Right,Right,,,\n";
        let json = serde_json::json!([
            {"@id": "https://w3id.org/dpv#Marketing",
             "@type": ["https://w3id.org/dpv#Purpose"],
             "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@language": "en", "@value": "Marketing"}]},
            {"@id": "https://w3id.org/dpv#hasPurpose",
             "@type": ["https://w3id.org/dpv#Relation", "https://w3id.org/dpv#Purpose"],
             "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@value": "has purpose"}]},
            {"@id": "https://w3id.org/dpv/pd#Genes",
             "http://www.w3.org/2000/01/rdf-schema#subClassOf":
                [{"@id": "https://w3id.org/dpv#SpecialCategoryPersonalData"}],
             "http://www.w3.org/2004/02/skos/core#prefLabel":
                [{"@language": "de", "@value": "Gene"}, {"@language": "en", "@value": "Genes"}]},
            {"@id": "https://w3id.org/dpv/pd#Gene",
             "http://www.w3.org/2004/02/skos/core#broader": [{"@id": "https://w3id.org/dpv/pd#Genes"}],
             "http://www.w3.org/2004/02/skos/core#prefLabel": {"@language": "en", "@value": "Gene"}},
            {"@id": "_:nothing"}
        ]);
        let from_csv = terms(vocabulary::read("a.csv", csv.as_bytes()).unwrap());
        let from_json = vocabulary::read("a.jsonld", json.to_string().as_bytes()).unwrap();
        assert_eq!(from_csv, terms(from_json));
        let graph = serde_json::json!({"@graph": json}).to_string();
        let from_graph = vocabulary::read("a.jsonld", graph.as_bytes()).unwrap();
        assert_eq!(from_csv, terms(from_graph));
        let keys: Vec<_> = from_csv.iter().map(|term| term.key().to_string()).collect();
        assert_eq!(keys, ["purpose:marketing", "data:genes", "data:gene"]);
        let Term::Data(gene) = &from_csv[2] else {
            panic!("a data category");
        };
        assert_eq!(gene.sensitivity, Sensitivity::Special);
    }

    #[test]
    fn a_vocabulary_that_goes_round_in_circles_comes_to_an_end() {
        let csv = "iri,label,subclassof\n\
            https://w3id.org/dpv#A,A,https://w3id.org/dpv#B\n\
            https://w3id.org/dpv#B,B,https://w3id.org/dpv#A\n";
        assert_eq!(
            terms(vocabulary::read("a.csv", csv.as_bytes()).unwrap()),
            []
        );
    }
}
