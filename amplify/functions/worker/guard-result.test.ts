import { expect, it } from 'vitest';
import { AgentOutputError, noUsage } from '#lib/agents/agent';
import { agents } from '#lib/agents/registry';
import type { GuardrailFinding } from '#lib/domain/guardrails/guardrail-finding';
import { defaultGuardrailPolicy } from '#lib/domain/guardrails/policy';
import { createAttemptFindings } from './found.ts';
import { guardResult } from './guard-result.ts';
import { createMemoryWorker } from './memory-ports.ts';

// In pieces, so that no scanner takes the test for a leak.
const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
const worker = createMemoryWorker({ steps: [{ id: 'work', title: 'Work', agent: 'probe' }] });
const message = worker.message('work');
const { ports } = worker;
const nothing = { evidence: [], questions: [], progress: {}, usage: noUsage };
const bytes = new TextEncoder().encode(`key ${key}`);
const result = {
  ...nothing,
  output: { list: [`uses ${key}.`], count: 2, none: null },
  artifacts: [
    { name: 'a.md', contentType: 'text/markdown', body: `Key: ${key}` },
    { name: 'b.json', contentType: 'application/json', body: bytes },
    { name: 'c.zip', contentType: 'application/zip', body: bytes },
  ],
};
const guard = (given: typeof result | (typeof result & { output: string }), policy = defaultGuardrailPolicy) => {
  const lines: string[] = [];
  const found = createAttemptFindings({ agent: agents.probe, message });
  const work = { agent: agents.probe, found, log: (line: string) => void lines.push(line) };
  const kept: GuardrailFinding[] = [];
  const keep = () =>
    found.keep({ ...ports, findings: { record: (findings) => Promise.resolve(void kept.push(...findings)) } });
  return guardResult(given, work, () => Promise.resolve(policy))
    .finally(keep)
    .then((guarded) => ({ guarded, lines, kept }));
};

it('a result tells no key, in its output or in files of text, and the log tells that', async () => {
  const { guarded, lines, kept } = await guard(result);
  expect(guarded.output).toEqual({ list: ['uses [AWS access key removed].'], count: 2, none: null });
  expect(guarded.artifacts.map(({ body }) => body)).toEqual([
    'Key: [AWS access key removed]',
    'key [AWS access key removed]',
    bytes,
  ]);
  expect(lines).toEqual(['Masked in the result: 3 secrets (AWS access key).']);
  const label = 'AWS access key';
  expect(kept).toMatchObject([{ kind: 'secret', source: 'RESULT', action: 'MASKED', count: 3, label, runId: 'r1' }]);
  expect(JSON.stringify(kept)).not.toContain(key);
});

it('a result without any is left as it is', async () => {
  const plain = { ...nothing, output: { list: ['nothing'], count: 1, none: null }, artifacts: [] };
  const { guarded, lines } = await guard(plain);
  expect([guarded, lines]).toEqual([plain, []]);
});

it('fails where the organization wants it so, without telling the key', async () => {
  const failure = await guard(result, { ...defaultGuardrailPolicy, secretsInOutput: 'fail' }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(AgentOutputError);
  expect(String(failure)).toContain('AWS access key');
  expect(String(failure)).not.toContain(key);
});
