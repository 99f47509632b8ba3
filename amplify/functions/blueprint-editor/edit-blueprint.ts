import * as z from 'zod/mini';
import { listBlueprints } from '#lib/blueprints/registry';
import type { AgentCatalogue } from '#lib/domain/blueprint/catalogue';
import { parseBlueprint } from '#lib/domain/blueprint/parse';
import type { Blueprint, BlueprintIssue } from '#lib/domain/blueprint/schema';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { StoredBlueprint } from '#lib/repositories/blueprint';
import type { OperationCall } from '#lib/runtime/operation';

export interface EditorPorts {
  readonly catalogue: () => AgentCatalogue;
  readonly latest: (organization: string, blueprintId: string) => Promise<StoredBlueprint | undefined>;
  /** Undefined where the version was saved by somebody else meanwhile. */
  readonly save: (blueprint: StoredBlueprint) => Promise<unknown>;
}

const argumentsSchema = z.object({ definition: z.unknown() });

/** So many problems are told; with more the definition is something else altogether. */
const toldIssues = 50;
/** So often the number of a version may turn out to be taken meanwhile. */
const mostTries = 8;

export function getBlueprintCatalogue(ports: Pick<EditorPorts, 'catalogue'>): Outcome<unknown> {
  return succeed({ builtIn: listBlueprints(), agents: ports.catalogue() });
}

export function validateBlueprint(call: OperationCall, ports: Pick<EditorPorts, 'catalogue'>): Outcome<unknown> {
  const parsed = read(call, ports);
  return succeed({ problems: parsed.ok ? [] : parsed.issues.slice(0, toldIssues) });
}

/** Saves the definition as the next version of its id; built-in ids are taken. */
export async function saveBlueprint(call: OperationCall, ports: EditorPorts): Promise<Outcome<unknown>> {
  const organization = call.organization;
  if (!organization) throw new Error('saveBlueprint was called without an organization. The resolver checks it first.');
  const parsed = read(call, ports);
  if (!parsed.ok) return refused(parsed.issues);
  const { id, name, purpose } = parsed.blueprint;
  if (listBlueprints().some((builtIn) => builtIn.id === id)) {
    const message = `The id ${id} is a built-in blueprint's. Choose another.`;
    return fail({ type: 'Conflict', code: 'ID_TAKEN', field: 'definition.id', message });
  }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const version = ((await ports.latest(organization, id))?.version ?? 0) + 1;
    const saved = await ports.save({
      ...{ organization, blueprintId: id, version, name, purpose },
      definition: { ...parsed.blueprint, version },
      createdBy: call.caller.userId,
      createdByEmail: call.caller.email,
    });
    if (saved !== undefined) return succeed(saved);
  }
  const message = `Others are saving ${id} at the same time. Look at what they saved, then save yours again.`;
  return fail({ type: 'Conflict', code: 'BLUEPRINT_CHANGED', field: 'definition.id', message });
}

type Read =
  | { readonly ok: true; readonly blueprint: Blueprint }
  | { readonly ok: false; readonly issues: readonly BlueprintIssue[] };

function read(call: OperationCall, ports: Pick<EditorPorts, 'catalogue'>): Read {
  const { definition } = argumentsSchema.parse(call.arguments);
  try {
    const value: unknown = typeof definition === 'string' ? JSON.parse(definition) : definition;
    return parseBlueprint(value, ports.catalogue());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, issues: [{ path: '', code: 'malformed', message: 'This is not JSON.' }] };
  }
}

function refused(issues: readonly BlueprintIssue[]): Outcome<never> {
  const [first] = issues;
  const more = issues.length > 1 ? ` And ${issues.length - 1} more; validateBlueprint lists them.` : '';
  return fail({
    type: 'ValidationError',
    code: 'BLUEPRINT_INVALID',
    field: `definition.${first?.path ?? ''}`,
    message: `${first?.path ?? 'definition'}: ${first?.message ?? 'not valid'}${more}`,
  });
}
