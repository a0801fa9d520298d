import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WHSEC);
const done = new Set();

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  let event;
  try {
    event = webhook.verify(Buffer.concat(parts).toString(), request.headers);
  } catch {
    response.writeHead(401).end();
    return;
  }
  if (!done.has(request.headers["webhook-id"])) {
    done.add(request.headers["webhook-id"]);
    console.log(event.type);
  }
  response.writeHead(204).end();
}).listen(8088, "127.0.0.1");
