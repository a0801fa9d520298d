//! The API for AI agents that act on a CRM, as a server of the Model Context Protocol over standard
//! input and output.
//!
//! It stands outside of the house, as any program does: each tool is one call of the API with the key
//! of an API client. So its scopes and limits count, and an agent can do nothing here that its key
//! could not do without. Whatever is not a clear yes is told as a no, in words: a model reads them.

mod say;
mod tools;

use mutual_client::Client;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt as _};

/// What an agent is told of all tools.
const INSTRUCTIONS: &str = "Ask `check` right before each use of a customer's data, with everything \
    that the use needs. Ask `project` before you read data, and read only what it allows. Whatever is \
    not a clear yes is a no. Where a person must decide, use `open_case`, and wait.";

/// Serves one agent, until its input ends.
///
/// # Errors
///
/// In words, where the agent speaks something else.
pub async fn serve(client: Client) -> Result<(), String> {
    let agent = Agent { client };
    let running = agent.serve(rmcp::transport::stdio()).await;
    let running = running.map_err(|error| format!("no agent began to speak: {error}"))?;
    let ended = running.waiting().await;
    ended.map(|_| ()).map_err(|error| error.to_string())
}

/// Answers one agent.
struct Agent {
    client: Client,
}

impl ServerHandler for Agent {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("mutual", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = tools::Tool::named(&request.name) else {
            return Err(ErrorData::invalid_params("there is no such tool", None));
        };
        let question = tool.question(request.arguments.unwrap_or_default());
        let answer = self.client.post_json("/check", &question, None).await;
        let (words, answer) = match answer {
            Ok(answer) => match say::verdict(tool, &answer) {
                Some(words) => (words, answer),
                None => return Ok(failed(say::UNREADABLE).into()),
            },
            Err(error) => return Ok(failed(&say::error(&error)).into()),
        };
        let told = answer.pointer("/results/0").cloned();
        let mut result = CallToolResult::structured(told.unwrap_or_default());
        result.content = vec![ContentBlock::text(words)];
        Ok(result.into())
    }
}

fn failed(words: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(words)])
}
