// An AI agent, whose software starts `mutual mcp` beside it and speaks to that over standard input and
// output (Model Context Protocol).

import assert from "node:assert/strict";

// What every such program says first.
const HELLO = [
  {
    jsonrpc: "2.0", id: 0, method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "agent", version: "1" } },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
];

// Uses one tool with the key of an API client, and gives what the agent is told: `words`, which a model
// reads, and `detail`, which is the answer of the API or its problem; `failed` tells them apart.
export async function uses(server, key, tool, wish) {
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: wish } };
  const lines = [...HELLO, call].map((line) => `${JSON.stringify(line)}\n`).join("");
  const said = await server.command("mcp", { input: lines, MUTUAL_MCP_URL: server.url, MUTUAL_MCP_KEY: key });
  assert(!said.includes(key), "the key is nobody's to read");
  const answers = said.split("\n").map((line) => JSON.parse(line));
  const { result } = answers.find(({ id }) => id === call.id);
  const [words, detail] = result.content.map(({ text }) => text);
  return { words, detail: detail && JSON.parse(detail), failed: result.isError === true };
}
