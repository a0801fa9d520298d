// What the API's own description (OpenAPI 3.1) says that programs can send as text.

const METHODS = ["get", "put", "post", "patch", "delete"];

// Every operation with the texts that it takes: `fields` of its bodies, as paths from the body
// (`events[].context`), and its parameters. What is one of a few words is none of them.
export function operations(description) {
  const found = [];
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of METHODS.filter((method) => item[method])) {
      const { operationId: id, parameters = [], requestBody } = item[method];
      const fields = new Set();
      for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
        const body = new Set();
        walk(description, schema ?? {}, "", [], body);
        for (const field of body) fields.add(field || `(${type.split("/").pop()})`);
      }
      const texts = parameters.map((one) => resolved(description, one)).filter(({ schema }) => isText(description, schema));
      found.push({ id, method: method.toUpperCase(), path, fields: [...fields], parameters: texts.map(({ name, in: place }) => ({ name, place })) });
    }
  }
  return found;
}

function resolved(description, node) {
  if (!node?.$ref) return node;
  return node.$ref.split("/").slice(1).reduce((at, part) => at[part], description);
}

function isText(description, schema) {
  const texts = new Set();
  walk(description, schema, "", [], texts);
  return texts.size > 0;
}

// A schema that says nothing takes anything, texts among it.
function walk(description, node, path, above, texts) {
  if (above.includes(node.$ref)) return;
  const schema = resolved(description, node);
  const inside = node.$ref ? [...above, node.$ref] : above;
  const go = (next, where) => walk(description, next, where, inside, texts);
  if (Object.keys(schema).every((key) => key === "description")) texts.add(path);
  const isFixed = schema.enum || schema.const !== undefined;
  if ([schema.type].flat().includes("string") && !isFixed) texts.add(path);
  for (const several of ["allOf", "anyOf", "oneOf"]) for (const one of schema[several] ?? []) go(one, path);
  const under = path && `${path}.`;
  for (const [name, property] of Object.entries(schema.properties ?? {})) go(property, under + name);
  if (schema.items) go(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === "object") go(schema.additionalProperties, `${path}{}`);
  if (schema.propertyNames) go(schema.propertyNames, `${path}{name}`);
}
