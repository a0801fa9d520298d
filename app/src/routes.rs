//! The table of pages.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::pages::{
    AbsentPage, AccountPage, RedLinesPage,
    admin::{
        DeliveryPage, KeyPage, KeysPage, OrganisationPage, RemoveWebhookPage, ReplayWebhookPage,
        RevokeKeyPage, TeamPage, WebhookPage, WebhooksPage,
    },
    customer::{AskPage, ExchangePage, HomePage},
    desk::{CasePage, DeskPage, DeskRulesPage, FiguresPage},
    entry::{ForgotPage, LinkPage, ResetPage, SignInPage, UnsubscribePage},
    own::{
        CheckPage, DataPage, GonePage, GuessesPage, LeavePage, ReceiptPage, ThenPage, TimelinePage,
        WhyView,
    },
    studio::{
        AllNumbersPage, AuditPage, ComparePage, DifferingPage, EditorPage, ImportTermsPage,
        LinePage, LinesPage, ModelPage, ModelsPage, NewLinePage, NewModelPage, NewPage,
        NewTermPage, NumbersPage, RegistryPage, ReviewPage, StudioPage, TermPage, VersionsPage,
        ViolationsPage,
    },
};

/// Every page with its path.
///
/// All of them render in [`SsrMode::Async`]: the other modes need JavaScript to put the parts of a
/// page in place, and could not tell the answer's status any more.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=AbsentPage>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/x/:key") view=ExchangePage ssr=SsrMode::Async/>
                <Route path=path!("/in") view=LinkPage ssr=SsrMode::Async/>
                <Route path=path!("/unsubscribe") view=UnsubscribePage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=ForgotPage ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/then") view=ThenPage ssr=SsrMode::Async/>
                <Route path=path!("/timeline") view=TimelinePage ssr=SsrMode::Async/>
                <Route path=path!("/why/:token") view=WhyView ssr=SsrMode::Async/>
                <Route path=path!("/guesses") view=GuessesPage ssr=SsrMode::Async/>
                <Route path=path!("/receipts/:receipt") view=ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("/check") view=CheckPage ssr=SsrMode::Async/>
                <Route path=path!("/data") view=DataPage ssr=SsrMode::Async/>
                <Route path=path!("/data/leave") view=LeavePage ssr=SsrMode::Async/>
                <Route path=path!("/gone") view=GonePage ssr=SsrMode::Async/>
                <Route path=path!("/ask") view=AskPage ssr=SsrMode::Async/>
                <Route path=path!("/desk") view=DeskPage ssr=SsrMode::Async/>
                <Route path=path!("/desk/figures") view=FiguresPage ssr=SsrMode::Async/>
                <Route path=path!("/desk/rules") view=DeskRulesPage ssr=SsrMode::Async/>
                <Route path=path!("/desk/:case") view=CasePage ssr=SsrMode::Async/>
                <Route path=path!("/red-lines") view=RedLinesPage ssr=SsrMode::Async/>
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/studio") view=StudioPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/new") view=NewPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/registry") view=RegistryPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/registry/new") view=NewTermPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/registry/import") view=ImportTermsPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/registry/:kind/:id") view=TermPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/red-lines") view=LinesPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/red-lines/new") view=NewLinePage ssr=SsrMode::Async/>
                <Route path=path!("/studio/red-lines/:key") view=LinePage ssr=SsrMode::Async/>
                <Route path=path!("/studio/numbers") view=AllNumbersPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/models") view=ModelsPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/models/new") view=NewModelPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/models/:key/differing") view=DifferingPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/models/:key") view=ModelPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/violations") view=ViolationsPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/:key") view=EditorPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/:key/publish") view=ReviewPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/:key/versions") view=VersionsPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/:key/numbers") view=NumbersPage ssr=SsrMode::Async/>
                <Route path=path!("/studio/:key/compare") view=ComparePage ssr=SsrMode::Async/>
                <Route path=path!("/admin/audit") view=AuditPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/team") view=TeamPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/keys") view=KeysPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/keys/:client") view=KeyPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/keys/:client/revoke") view=RevokeKeyPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks") view=WebhooksPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/deliveries/:delivery") view=DeliveryPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/:endpoint") view=WebhookPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/:endpoint/replay") view=ReplayWebhookPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/:endpoint/remove") view=RemoveWebhookPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/organisation") view=OrganisationPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
