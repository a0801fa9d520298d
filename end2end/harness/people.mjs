// The people of the journeys. Each is new, so that no journey sees what another one did.

import { follow, newVisitor, visit } from "./browser.mjs";

let number = 0;

// A customer whom the brand's CRM has just told us of: she has answered nothing yet.
// `crm` is a client of the API that may write.
export async function newCustomer(crm) {
  number += 1;
  const ref = `crm:journey-${process.pid}-${number}`;
  const email = `ana-${process.pid}-${number}@example.org`;
  const path = `/customers/${encodeURIComponent(ref)}`;
  const { status, body } = await crm("PUT", path, {
    identifiers: [ref, `email:${email}`],
    locale: "en",
    region: "DE",
    birth_year: 1990,
  });
  if (status !== 201) throw new Error(`PUT ${path} answered ${status}: ${JSON.stringify(body)}`);
  return { ref, email, path };
}

// A new customer's visitor, on her exchanges by a signed link; `ana` is who she is.
export async function newCustomerIn(server, browser, crm, options = {}) {
  const ana = await newCustomer(crm);
  const visitor = await newVisitor(browser, options);
  await visit(visitor, await server.link(ana.ref));
  return Object.assign(visitor, { ana });
}

// An account of that role, made by the operator on the command line.
export async function newAccount(server, role, email) {
  number += 1;
  const account = {
    email: email ?? `${role}-${process.pid}-${number}@example.org`,
    password: `plain words ${process.pid} ${number}`,
  };
  await server.command(
    ..."user create --password-stdin --role".split(" "), role, "--email", account.email,
    { input: `${account.password}\n` },
  );
  return account;
}

// Signs in on the page for it.
export async function signIn(server, visitor, { email, password }) {
  const { page } = visitor;
  await visit(visitor, `${server.url}/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await follow(visitor, () => page.getByRole("button", { name: "Sign in" }).click());
}
