import { type AgentArtifact, AgentOutputError, type AgentResult } from '#lib/agents/agent';
import type { GuardrailPolicy } from '#lib/domain/guardrails/policy';
import { findSecrets } from '#lib/domain/guardrails/secrets/find-secrets';
import type { AttemptFindings } from './found.ts';
import type { Work } from './work.ts';

/** Kinds of files that are looked through; archives and pictures are not. */
const textual = /^text\/|json|xml|yaml|markdown|javascript|typescript/;
/** What only its name and its randomness make a secret is told of, and left as it is: code is full of such. */
const certain = 1;

/** Counts of secrets by what they are. */
type Found = Map<string, number>;

/**
 * The result as it may leave the worker: keys, tokens and private keys in it are masked, which the step's log tells;
 * where the organization wants it so, the step fails instead.
 * @throws AgentOutputError naming the kinds of secrets, never the secrets.
 */
export async function guardResult(
  result: AgentResult<unknown>,
  {
    agent,
    found,
    log,
  }: Pick<Work, 'agent'> & {
    readonly found: Pick<AttemptFindings, 'addSecrets'>;
    readonly log: (line: string) => void;
  },
  policy: () => Promise<Pick<GuardrailPolicy, 'secretsInOutput'>>,
): Promise<AgentResult<unknown>> {
  const secrets: Found = new Map();
  const guarded = {
    ...result,
    output: maskedValue(result.output, secrets),
    artifacts: result.artifacts.map((artifact) => maskedArtifact(artifact, secrets)),
  };
  if (secrets.size === 0) return result;
  const kinds = [...secrets.keys()].sort().join(', ');
  const { secretsInOutput } = await policy();
  found.addSecrets(secrets, secretsInOutput);
  if (secretsInOutput === 'fail') {
    const reason = `secrets (${kinds}), which your organization's policy forbids. Take them out of what the agent reads`;
    throw new AgentOutputError(agent.manifest.id, { path: [], message: reason });
  }
  const count = [...secrets.values()].reduce((sum, one) => sum + one, 0);
  log(`Masked in the result: ${count} secrets (${kinds}).`);
  return guarded;
}

function maskedArtifact(artifact: AgentArtifact, found: Found): AgentArtifact {
  const { body, contentType } = artifact;
  if (typeof body === 'string') return { ...artifact, body: maskedText(body, found) };
  if (!textual.test(contentType)) return artifact;
  const text = new TextDecoder().decode(body);
  const masked = maskedText(text, found);
  return masked === text ? artifact : { ...artifact, body: masked };
}

function maskedValue(value: unknown, found: Found): unknown {
  if (typeof value === 'string') return maskedText(value, found);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => maskedValue(element, found));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, maskedValue(part, found)]));
}

function maskedText(text: string, found: Found): string {
  const secrets = findSecrets(text).filter(({ confidence }) => confidence >= certain);
  if (secrets.length === 0) return text;
  let end = 0;
  const parts: string[] = [];
  for (const secret of secrets) {
    found.set(secret.label, (found.get(secret.label) ?? 0) + 1);
    parts.push(text.slice(end, secret.start), `[${secret.label} removed]`);
    end = secret.end;
  }
  return parts.join('') + text.slice(end);
}
