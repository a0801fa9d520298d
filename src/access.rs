//! Who may do what: one table, asked by every use case before anything else.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ClientId, CustomerId};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer, about herself.
    Customer(CustomerId),
    /// Somebody of the organisation who signed in.
    Staff {
        /// The account.
        account: AccountId,
        /// What that person is here for.
        role: Role,
    },
    /// A CRM through its API client.
    Client {
        /// The client.
        client: ClientId,
        /// What it was given.
        scopes: Scopes,
    },
    /// The installation itself: a worker, or the operator at the command line.
    System,
}

/// What a member of the organisation is here for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Describes value propositions.
    Marketer,
    /// Approves versions and audits.
    Reviewer,
    /// Works cases.
    Agent,
    /// Runs the installation.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Marketer, Self::Reviewer, Self::Agent, Self::Admin];

    /// Its name in commands and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Marketer => "marketer",
            Self::Reviewer => "reviewer",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or(())
    }
}

/// What an API client may be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Scope {
    /// Ask "may I?".
    Check,
    /// Read customers and their consent state.
    ConsentRead,
    /// Write customers and choices on their behalf.
    ConsentWrite,
    /// Follow changes.
    Feed,
    /// Read purposes, data categories and propositions.
    Catalogue,
    /// Report value and usage.
    ValueWrite,
    /// Report AI decisions.
    DecisionsWrite,
    /// Read and decide cases.
    Cases,
    /// Manage webhook endpoints.
    Webhooks,
    /// Import, export and manage.
    Admin,
}

impl Scope {
    /// All scopes, in the order that they are shown.
    pub const ALL: [Self; 10] = [
        Self::Check,
        Self::ConsentRead,
        Self::ConsentWrite,
        Self::Feed,
        Self::Catalogue,
        Self::ValueWrite,
        Self::DecisionsWrite,
        Self::Cases,
        Self::Webhooks,
        Self::Admin,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::ConsentRead => "consent:read",
            Self::ConsentWrite => "consent:write",
            Self::Feed => "feed",
            Self::Catalogue => "catalogue",
            Self::ValueWrite => "value:write",
            Self::DecisionsWrite => "decisions:write",
            Self::Cases => "cases",
            Self::Webhooks => "webhooks",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.name() == text)
            .ok_or(())
    }
}

/// A set of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Scopes(u16);

impl Scopes {
    /// This set and `scope`.
    #[must_use]
    pub fn with(self, scope: Scope) -> Self {
        Self(self.0 | 1 << scope as u8)
    }

    /// Whether `scope` is in it.
    #[must_use]
    pub fn has(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u8) != 0
    }

    /// Whether every scope of `other` is in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Its scopes, in order.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |&scope| self.has(scope))
    }

    /// Reads scopes parted by spaces (RFC 6749, 3.3); the error is the unknown word.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split_ascii_whitespace()
            .try_fold(Self::default(), |set, word| match word.parse() {
                Ok(scope) => Ok(set.with(scope)),
                Err(()) => Err(word.to_owned()),
            })
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::default(), Self::with)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, scope) in self.iter().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            f.write_str(scope.name())?;
        }
        Ok(())
    }
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Ask "may I?" about a customer.
    Check,
    /// Read one customer's record, state or history.
    ReadConsent(CustomerId),
    /// Set toggles, pause or resume for one customer.
    Choose(CustomerId),
    /// Create customers and change their identifiers and facts.
    WriteCustomers,
    /// Erase one customer.
    Erase(CustomerId),
    /// Let somebody come back who was erased and must not come back.
    Readmit,
    /// Destroy records whose time is over.
    Forget,
    /// Make a signed link to a customer's pages.
    MakeLink(CustomerId),
    /// Follow the change feed.
    ReadChanges,
    /// Read the catalogue.
    ReadCatalogue,
    /// Read drafts of propositions, and remark on them.
    ReadDrafts,
    /// Write drafts of propositions.
    WriteDrafts,
    /// Read the numbers of propositions: counts, and nothing that names anybody.
    ReadNumbers,
    /// Fix the rule by which two versions are compared.
    Compare,
    /// Approve what others wrote, or send it back.
    Review,
    /// Publish what was approved.
    Publish,
    /// Stop a proposition.
    Retire,
    /// Read who did what.
    ReadAudit,
    /// Invite people, and change what they may do.
    ManageTeam,
    /// Change the registry of purposes and data categories.
    EditRegistry,
    /// Make a registry like another one.
    MirrorRegistry,
    /// Import customers and past consents in bulk.
    Import,
    /// Export everybody's state.
    Export,
    /// Report what arrived and what was used.
    ReportValue,
    /// Record what machines decided.
    RecordDecisions,
    /// Read what was decided about one customer.
    ReadDecision(CustomerId),
    /// Say which systems decide, hold them to a bar, and see how they do.
    ManageModels,
    /// Tell what is guessed about customers, and take it back.
    Infer,
    /// Say where entries are sent to, and see what was sent.
    ManageWebhooks,
    /// Make, roll and revoke the keys of API clients.
    ManageClients,
    /// Change the organisation's settings.
    SetOrganisation,
    /// Open a case about one customer.
    OpenCase(CustomerId),
    /// Read the cases that wait, and what they are about.
    ReadCases,
    /// Decide a case.
    DecideCase,
    /// Draw red lines, change them, take them away.
    DrawRedLines,
    /// Append what the fold already says (expiry, a needed new answer).
    Announce,
    /// Seal what machines decided.
    SealDecisions,
}

/// The actor may not do that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The client lacks this scope.
    #[error("this needs the scope `{}`", .0.name())]
    Scope(Scope),
    /// The client holds this scope, and what machines decide is not decided by their key as well.
    #[error(
        "a key with the scope `{}` may not do this: a person decides, so use a key of its own",
        .0.name()
    )]
    Beside(Scope),
    /// No scope or role of this actor allows it.
    #[error("you may not do this")]
    Forbidden,
}

/// The table. Silence is a no.
///
/// # Errors
///
/// [`Denied`] names the missing scope where one would help.
pub fn authorise(actor: &Actor, deed: Deed) -> Result<(), Denied> {
    match actor {
        Actor::System => Ok(()),
        Actor::Customer(me) => match deed {
            Deed::ReadConsent(customer)
            | Deed::Choose(customer)
            | Deed::Erase(customer)
            | Deed::OpenCase(customer)
            | Deed::ReadDecision(customer)
                if customer == *me =>
            {
                Ok(())
            }
            _ => Err(Denied::Forbidden),
        },
        Actor::Staff { role, .. } => {
            let allowed = match deed {
                Deed::ReadCatalogue => true,
                Deed::WriteDrafts | Deed::Compare => {
                    matches!(role, Role::Marketer | Role::Admin)
                }
                Deed::Review
                | Deed::ReadAudit
                | Deed::EditRegistry
                | Deed::DrawRedLines
                | Deed::ManageModels => {
                    matches!(role, Role::Reviewer | Role::Admin)
                }
                Deed::ReadCases | Deed::DecideCase | Deed::ReadDecision(_) => {
                    *role != Role::Marketer
                }
                Deed::ReadDrafts | Deed::ReadNumbers | Deed::Publish | Deed::Retire => {
                    *role != Role::Agent
                }
                Deed::SetOrganisation
                | Deed::ManageTeam
                | Deed::ManageClients
                | Deed::Readmit
                | Deed::ManageWebhooks => *role == Role::Admin,
                _ => false,
            };
            if allowed {
                Ok(())
            } else {
                Err(Denied::Forbidden)
            }
        }
        Actor::Client { scopes, .. } => {
            let needed = match deed {
                Deed::Check => Scope::Check,
                Deed::ReadConsent(_) => Scope::ConsentRead,
                Deed::Choose(_) | Deed::WriteCustomers | Deed::Erase(_) | Deed::MakeLink(_) => {
                    Scope::ConsentWrite
                }
                Deed::ReadChanges => Scope::Feed,
                Deed::ReadCatalogue => Scope::Catalogue,
                Deed::Import | Deed::Export | Deed::ManageModels => Scope::Admin,
                Deed::ReportValue => Scope::ValueWrite,
                Deed::RecordDecisions | Deed::ReadDecision(_) => Scope::DecisionsWrite,
                Deed::Infer => Scope::DecisionsWrite,
                Deed::ManageWebhooks => Scope::Webhooks,
                Deed::OpenCase(_) => Scope::Check,
                Deed::ReadCases | Deed::DecideCase => Scope::Cases,
                Deed::DrawRedLines
                | Deed::ReadDrafts
                | Deed::ReadNumbers
                | Deed::WriteDrafts
                | Deed::Compare
                | Deed::Review
                | Deed::Publish
                | Deed::Retire
                | Deed::ReadAudit
                | Deed::ManageTeam
                | Deed::ManageClients
                | Deed::EditRegistry
                | Deed::MirrorRegistry
                | Deed::SetOrganisation
                | Deed::Readmit
                | Deed::Announce
                | Deed::SealDecisions
                | Deed::Forget => {
                    return Err(Denied::Forbidden);
                }
            };
            if !scopes.has(needed) {
                return Err(Denied::Scope(needed));
            }
            // Whoever records what machines decide is no person who decides instead of them.
            if deed == Deed::DecideCase && scopes.has(Scope::DecisionsWrite) {
                return Err(Denied::Beside(Scope::DecisionsWrite));
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> CustomerId {
        CustomerId::from_bytes([1; 16])
    }

    /// Who of the team may do each deed, and which scope a key needs for it: said a second time, and
    /// row by row. A deed without a row does not compile.
    macro_rules! rows {
        ($($deed:ident $(of $customer:ident)?: [$($role:ident)*] [$($scope:ident)?],)*) => {
            fn rows() -> Vec<(Deed, Vec<Role>, Vec<Scope>)> {
                let rows = vec![$((
                    Deed::$deed $(($customer()))?,
                    vec![$(Role::$role),*],
                    vec![$(Scope::$scope)?],
                )),*];
                for (deed, ..) in &rows {
                    match deed {
                        $(Deed::$deed { .. })|* => {}
                    }
                }
                rows
            }
        };
    }

    rows! {
        Check: [] [Check],
        ReadConsent of ana: [] [ConsentRead],
        Choose of ana: [] [ConsentWrite],
        WriteCustomers: [] [ConsentWrite],
        Erase of ana: [] [ConsentWrite],
        Readmit: [Admin] [],
        Forget: [] [],
        MakeLink of ana: [] [ConsentWrite],
        ReadChanges: [] [Feed],
        ReadCatalogue: [Marketer Reviewer Agent Admin] [Catalogue],
        ReadDrafts: [Marketer Reviewer Admin] [],
        WriteDrafts: [Marketer Admin] [],
        ReadNumbers: [Marketer Reviewer Admin] [],
        Compare: [Marketer Admin] [],
        Review: [Reviewer Admin] [],
        Publish: [Marketer Reviewer Admin] [],
        Retire: [Marketer Reviewer Admin] [],
        ReadAudit: [Reviewer Admin] [],
        ManageTeam: [Admin] [],
        EditRegistry: [Reviewer Admin] [],
        MirrorRegistry: [] [],
        Import: [] [Admin],
        Export: [] [Admin],
        ReportValue: [] [ValueWrite],
        RecordDecisions: [] [DecisionsWrite],
        ReadDecision of ana: [Reviewer Agent Admin] [DecisionsWrite],
        ManageModels: [Reviewer Admin] [Admin],
        Infer: [] [DecisionsWrite],
        ManageWebhooks: [Admin] [Webhooks],
        ManageClients: [Admin] [],
        SetOrganisation: [Admin] [],
        OpenCase of ana: [] [Check],
        ReadCases: [Reviewer Agent Admin] [Cases],
        DecideCase: [Reviewer Agent Admin] [Cases],
        DrawRedLines: [Reviewer Admin] [],
        Announce: [] [],
        SealDecisions: [] [],
    }

    fn staff(role: Role) -> Actor {
        let account = AccountId::from_bytes([3; 16]);
        Actor::Staff { account, role }
    }

    fn key(scopes: impl IntoIterator<Item = Scope>) -> Actor {
        Actor::Client {
            client: ClientId::from_bytes([4; 16]),
            scopes: scopes.into_iter().collect(),
        }
    }

    fn allowed(actor: &Actor) -> Vec<Deed> {
        rows()
            .into_iter()
            .map(|(deed, ..)| deed)
            .filter(|&deed| authorise(actor, deed).is_ok())
            .collect()
    }

    #[test]
    fn a_customer_reaches_her_own_choices_and_nobody_elses() {
        assert_eq!(
            allowed(&Actor::Customer(ana())),
            [
                Deed::ReadConsent(ana()),
                Deed::Choose(ana()),
                Deed::Erase(ana()),
                Deed::ReadDecision(ana()),
                Deed::OpenCase(ana())
            ]
        );
        let bo = Actor::Customer(CustomerId::from_bytes([2; 16]));
        assert_eq!(allowed(&bo), []);
    }

    #[test]
    fn each_role_does_what_its_rows_name_and_nothing_else() {
        for (deed, roles, _) in rows() {
            for role in Role::ALL {
                let expected = if roles.contains(&role) {
                    Ok(())
                } else {
                    Err(Denied::Forbidden)
                };
                assert_eq!(authorise(&staff(role), deed), expected, "{role:?} {deed:?}");
            }
        }
    }

    #[test]
    fn staff_never_choose_for_a_customer() {
        for role in Role::ALL {
            for deed in [Deed::Choose(ana()), Deed::Erase(ana())] {
                assert!(!allowed(&staff(role)).contains(&deed), "{role:?}");
            }
        }
    }

    #[test]
    fn who_writes_and_who_approves_are_two_jobs() {
        let marketer = allowed(&staff(Role::Marketer));
        assert!(marketer.contains(&Deed::WriteDrafts) && !marketer.contains(&Deed::Review));
        let reviewer = allowed(&staff(Role::Reviewer));
        assert!(reviewer.contains(&Deed::Review) && !reviewer.contains(&Deed::WriteDrafts));
        // Who runs the installation may do either; that nobody approves her own words is decided
        // where a draft is approved.
        let admin = allowed(&staff(Role::Admin));
        assert!(admin.contains(&Deed::WriteDrafts) && admin.contains(&Deed::Review));
    }

    #[test]
    fn a_key_reaches_what_its_scope_names_and_is_told_which_one_is_missing() {
        for (deed, _, scopes) in rows() {
            let Some(&scope) = scopes.first() else {
                assert_eq!(authorise(&key(Scope::ALL), deed), Err(Denied::Forbidden));
                continue;
            };
            assert_eq!(authorise(&key([scope]), deed), Ok(()), "{deed:?}");
            let others = Scope::ALL.into_iter().filter(|&other| other != scope);
            let missing = Err(Denied::Scope(scope));
            assert_eq!(authorise(&key(others), deed), missing, "{deed:?}");
        }
    }

    #[test]
    fn a_key_that_records_what_machines_decide_decides_nothing_for_a_person() {
        let holds = |scopes: &str| Actor::Client {
            client: ClientId::from_bytes([4; 16]),
            scopes: Scopes::parse(scopes).unwrap(),
        };
        let desk = holds("cases check feed admin");
        assert_eq!(authorise(&desk, Deed::DecideCase), Ok(()));
        let both = holds("cases decisions:write");
        let beside = Denied::Beside(Scope::DecisionsWrite);
        assert_eq!(authorise(&both, Deed::DecideCase), Err(beside));
        for deed in [Deed::ReadCases, Deed::RecordDecisions] {
            assert_eq!(authorise(&both, deed), Ok(()), "{deed:?}");
        }
        let neither = holds("decisions:write");
        let missing = Denied::Scope(Scope::Cases);
        assert_eq!(authorise(&neither, Deed::DecideCase), Err(missing));
    }

    #[test]
    fn scopes_are_read_as_oauth_writes_them() {
        let scopes = Scopes::parse("feed  check").unwrap();
        assert_eq!(scopes.to_string(), "check feed");
        assert_eq!(Scopes::parse("check fly"), Err("fly".to_owned()));
        assert!(scopes.covers(Scopes::parse("feed").unwrap()));
        assert!(!Scopes::parse("feed").unwrap().covers(scopes));
    }
}
