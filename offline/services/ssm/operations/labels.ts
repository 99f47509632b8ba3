import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { ParameterState } from '../state.ts';

const MOST_LABELS = 10;
const Labels = z.array(z.string().min(1)).min(1).max(MOST_LABELS);
const isLabel = (label: string) => /^(?!\d)(?!aws)(?!ssm)[\w.-]{1,100}$/i.test(label);

export const labelParameterVersion = defineOperation({
  schema: z.object({ Name: z.string().min(1), ParameterVersion: z.number().int().positive().optional(), Labels }),
  execute(state: ParameterState, input, { principal }) {
    const newest = state.require(input.Name);
    state.authorize(principal, 'LabelParameterVersion', newest.name);
    const version = input.ParameterVersion ?? newest.version;
    const target = state.require(`${input.Name}:${version}`);
    const valid = [...new Set(input.Labels.filter(isLabel))];
    const all = [...new Set([...target.labels, ...valid])];
    if (all.length > MOST_LABELS) {
      throw new ServiceError(
        'ParameterVersionLabelLimitExceeded',
        `A parameter version can have maximum ${MOST_LABELS} labels. Move one or more labels to another version and try again.`,
      );
    }
    // A label stands on one version: it moves.
    for (const other of state.history(target.name)) {
      const kept = other.labels.filter((label) => !valid.includes(label));
      if (kept.length < other.labels.length) state.label(other.name, other.version, kept);
    }
    state.label(target.name, version, all);
    return { InvalidLabels: input.Labels.filter((label) => !isLabel(label)), ParameterVersion: version };
  },
});

export const unlabelParameterVersion = defineOperation({
  schema: z.object({ Name: z.string().min(1), ParameterVersion: z.number().int().positive(), Labels }),
  execute(state: ParameterState, input, { principal }) {
    const target = state.require(`${input.Name}:${input.ParameterVersion}`);
    state.authorize(principal, 'UnlabelParameterVersion', target.name);
    const removed = input.Labels.filter((label) => target.labels.includes(label));
    state.label(
      target.name,
      target.version,
      target.labels.filter((label) => !removed.includes(label)),
    );
    return { RemovedLabels: removed, InvalidLabels: input.Labels.filter((label) => !removed.includes(label)) };
  },
});
