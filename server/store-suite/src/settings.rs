//! Settings of the installation.

use mutual::port::Organisation;

use crate::Fixture;
use crate::samples::STRANGE;

/// The organisation is what was set last, for everybody who reads.
pub async fn the_organisation_is_what_was_set_last(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.organisation().await, Ok(None));
    let mut organisation = Organisation {
        name: STRANGE.to_owned(),
        contact_phone: Some(String::new()),
        address: vec![STRANGE.to_owned(), String::new()],
        hue: 359,
        ..Organisation::default()
    };
    store.set_organisation(&organisation).await.unwrap();
    let other = fixture.open().await.unwrap();
    assert_eq!(other.organisation().await, Ok(Some(organisation.clone())));
    organisation.name = "Green Basket".to_owned();
    store.set_organisation(&organisation).await.unwrap();
    assert_eq!(other.organisation().await, Ok(Some(organisation)));
}
