import { type Block, list, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { lookUp, systemElement } from '../facts/element-facts.ts';
import { contradictionsOf } from '../partial/contradictions.ts';
import { proposalRules } from '../proposal/propose-model.ts';
import { counted, joined, type SectionBody } from './section-body.ts';

const purposes = {
  greenfield:
    'This document designs a system that does not exist yet. Its architecture is proposed from the answers of the interview.',
  brownfield:
    'This document describes a system as its source has it. What it says about existing code leads back to the line.',
  partial: 'This document completes a design that existed in part.',
  migration: 'This document describes a system as its source has it, where it is to go, and the way there.',
} as const;

const counts = [
  ['apis', 'API operation', 'API operations'],
  ['function', 'function', 'functions'],
  ['table', 'table', 'tables'],
  ['bucket', 'bucket', 'buckets'],
  ['queue', 'queue', 'queues'],
  ['bus', 'event bus', 'event buses'],
  ['events', 'event', 'events'],
  ['state-machine', 'state machine', 'state machines'],
  ['alarm', 'alarm', 'alarms'],
] as const;

const countOf = ({ index }: DesignContext, kind: string) =>
  Number(lookUp(index.model, systemElement, `count:${kind}`)?.value ?? 0);

function scanned(context: DesignContext): Block[] {
  const { files } = context.index.model;
  const dialects = Object.entries(files.dialects)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([dialect, count]) => `${dialect} (${count})`);
  const found = counts
    .filter(([kind]) => countOf(context, kind) > 0)
    .map(([kind, one, many]) => counted(context, 'scope', kind, one, many));
  const unreadable = files.unreadable;
  return [
    paragraph(
      `Scanned: ${files.scanned} ${files.scanned === 1 ? 'file' : 'files'}${dialects.length > 0 ? `, read as ${dialects.join(', ')}` : ''}. Found: `,
      ...(found.length > 0 ? joined(found) : ['nothing that a design could be made of']),
      '.',
    ),
    ...(unreadable.length === 0
      ? []
      : [
          note(
            'warning',
            `${unreadable.length} ${unreadable.length === 1 ? 'file or part of a file' : 'files or parts of files'} could not be read; what stands there is missing here:`,
          ),
          list(
            unreadable
              .slice(0, 20)
              .map(({ file, line, reason }): Phrase => [{ code: line ? `${file}:${line}` : file }, ` ${reason}`]),
          ),
          ...(unreadable.length > 20 ? [paragraph(`and ${unreadable.length - 20} more.`)] : []),
        ]),
  ];
}

function proposal(context: DesignContext): Block[] {
  if (context.index.model.components.length === 0)
    return [note('input', ...needsInput('use-cases'), '. Without use cases nothing can be proposed.')];
  return [
    note('proposal', 'Nothing of this is built. Each part follows from an answer by one of these rules:'),
    table(
      ['Rule', 'What it does'],
      Object.entries(proposalRules).map(([rule, text]) => [[{ code: rule }], [text]]),
    ),
  ];
}

export function buildScope(context: DesignContext): SectionBody {
  const { input } = context;
  const stated = said(context, 'scope', 'scope');
  const description = input.project.description?.trim();
  const isBrief = !shows(context, 'scope', 'standard');
  const contradictions = input.partial ? contradictionsOf(input.partial.markdown, input.model) : [];
  return {
    blocks: [
      paragraph(purposes[input.mode]),
      ...(description ? [paragraph(description)] : []),
      ...(stated ? [paragraph(...stated)] : description || isBrief ? [] : [note('input', ...needsInput('scope'))]),
      ...(input.model ? scanned(context) : proposal(context)),
      ...(contradictions.length === 0
        ? []
        : [
            note('warning', 'The partial design and the source disagree:'),
            list(contradictions.map(({ text }): Phrase => [text])),
          ]),
    ],
  };
}
