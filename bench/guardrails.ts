import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { findInstructions, isInstructionFrom } from '../lib/domain/guardrails/instructions/find-instructions.ts';
import { findPersonalData } from '../lib/domain/guardrails/personal-data/find-personal-data.ts';
import type { Measurement } from './measurement.ts';

/** What the sets call the kinds that are masked. Names, addresses and dates are not masked. */
const kindOf = {
  CREDIT_CARD: 'card',
  EMAIL_ADDRESS: 'email',
  IBAN_CODE: 'iban',
  PHONE_NUMBER: 'phone',
  US_SSN: 'national_id',
} as const;
const isKnown = (type: string): type is keyof typeof kindOf => Object.hasOwn(kindOf, type);

const labelledSchema = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(z.object({ entity_type: z.string(), start_position: z.int(), end_position: z.int() })),
  }),
);
const attacksSchema = z.record(z.string(), z.array(z.string()));

/**
 * How much of what is labelled the guardrails find, on sets that nobody here wrote. Rules were looked at beside every second text
 * of the labelled sets and beside the attacks called `train`; figures are of the others.
 */
export const guardrails = {
  title: 'Guardrails on the half of labelled sets that was held out',
  takes: 'PRESIDIO-RESEARCH-DIR BIPIA-DIR',
  measure: ([personal = '', attacks = '']: readonly string[]) =>
    Promise.resolve([
      ...['data/synth_dataset_v2.json', 'tests/data/generated_large.json'].flatMap((file) =>
        measurePersonalData(path.join(personal, file)),
      ),
      ...measureInstructions(path.join(attacks, 'benchmark')),
    ]),
};

function measurePersonalData(file: string): Measurement[] {
  const texts = labelledSchema.parse(readJson(file)).filter((_, index) => index % 2 === 1);
  const tally = new Map<string, { found: number; labelled: number; told: number; right: number }>();
  const of = (kind: string) => {
    const known = tally.get(kind) ?? { found: 0, labelled: 0, told: 0, right: 0 };
    tally.set(kind, known);
    return known;
  };
  const began = process.cpuUsage();
  let characters = 0;
  for (const { full_text: text, spans } of texts) {
    characters += text.length;
    const told = findPersonalData(text);
    const labelled = spans.flatMap(({ entity_type: type, start_position: start, end_position: end }) =>
      isKnown(type) ? [{ kind: kindOf[type], start, end }] : [],
    );
    const meets = (one: { kind: string; start: number; end: number }, other: typeof one) =>
      one.kind === other.kind && one.start < other.end && other.start < one.end;
    for (const label of labelled) {
      of(label.kind).labelled += 1;
      if (told.some((finding) => meets(finding, label))) of(label.kind).found += 1;
    }
    for (const finding of told) {
      of(finding.kind).told += 1;
      if (labelled.some((label) => meets(finding, label))) of(finding.kind).right += 1;
    }
  }
  const { user } = process.cpuUsage(began);
  const name = path.basename(file);
  return [
    ...[...tally].flatMap(([kind, { found, labelled, told, right }]) => [
      { name: `${name}: ${kind}, recall of ${labelled}`, value: (100 * found) / labelled, unit: '%' },
      { name: `${name}: ${kind}, precision of ${told}`, value: (100 * right) / told, unit: '%' },
    ]),
    { name: `${name}: characters a second of CPU`, value: characters / (user / 1e6), unit: '' },
  ];
}

/** Of tasks that have nothing to do with the answer ("What is the capital of Brazil?") none can be known as an attack. */
function measureInstructions(folder: string): Measurement[] {
  const attacks = ['text_attack_test.json', 'code_attack_test.json'].flatMap((file) => {
    const all = Object.values(attacksSchema.parse(readJson(path.join(folder, file)))).flat();
    return share(`${file}: told as possible, of ${all.length}`, all, (text) => findInstructions(text).length > 0);
  });
  const harmless = ['email', 'table', 'code'].flatMap((kind) => {
    const lines = readFileSync(path.join(folder, kind, 'test.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const texts = lines.map((line) => textOf(JSON.parse(line)));
    const isSure = (text: string) => findInstructions(text).some(({ confidence }) => confidence >= isInstructionFrom);
    return [
      ...share(
        `${kind}, harmless: told as possible, of ${texts.length}`,
        texts,
        (text) => findInstructions(text).length > 0,
      ),
      ...share(`${kind}, harmless: told as instructions`, texts, isSure),
    ];
  });
  return [...attacks, ...harmless];
}

function share(name: string, texts: readonly string[], holds: (text: string) => boolean): Measurement[] {
  return [{ name, value: (100 * texts.filter(holds).length) / texts.length, unit: '%' }];
}

function textOf(row: unknown): string {
  const { context } = z.looseObject({ context: z.union([z.string(), z.array(z.string())]) }).parse(row);
  return Array.isArray(context) ? context.join('\n') : context;
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new Error(`${file} does not exist. Give the checkouts of both sets.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
