import { describe, expect, it } from 'vitest';
import { parseBlueprint } from './parse.ts';
import { catalogue, definitionOf, issuesOf, listOf, messageOf, namesOf } from './testing.ts';

const parse = { id: 'parse', agent: 'parser', task: 'parse', inputs: { brief: { value: 'A brief' } } };
const write = (inputs: object, rest: object = {}) => ({ id: 'write', task: 'write', inputs, ...rest });
const from = (path: string) => ({ from: path });
const section = { value: { title: 'A', words: 1 } };

describe('a blueprint', () => {
  it('is accepted with its defaults filled in', () => {
    const steps = [parse, write({ section: from('item') }, { forEach: from('steps.parse.output.sections') })];
    const parsed = parseBlueprint(definitionOf(steps), catalogue);
    expect(parsed).toMatchObject({
      ok: true,
      blueprint: { maxParallel: 20, steps: [{ after: [] }, { forEach: { limit: 100 } }] },
    });
  });

  it('says where its form is wrong', () => {
    expect(issuesOf([{ id: 'a' }, { id: 'b' }, { id: 'c', retry: { attempts: 0 } }])).toEqual([
      'steps[2].retry.attempts malformed',
    ]);
    expect(issuesOf([{ id: 'a', inputs: { x: { from: 'no path!' } } }])).toEqual(['steps[0].inputs.x.from malformed']);
    expect(issuesOf([{ id: 'Big' }])).toEqual(['steps[0].id malformed']);
    expect(issuesOf([{ id: 'a', surprise: 1 }])).toEqual(['steps[0] malformed']);
    expect(issuesOf([{ id: 'a', when: { all: [{ path: 'run.input', is: 'big' }] } }])).toEqual([
      'steps[0].when.all[0].is malformed',
    ]);
    expect(namesOf(parseBlueprint({}, catalogue))).toContain('steps malformed');
    expect(issuesOf([])).toEqual(['steps malformed']);
  });

  it.each([[undefined], [null], [7], ['text'], [[]], [() => 1]])('is no such thing as %o', (definition) => {
    expect(parseBlueprint(definition, catalogue).ok).toBe(false);
  });
});

describe('the ids of steps', () => {
  it('are different', () => {
    expect(issuesOf([{ id: 'a' }, { id: 'b' }, { id: 'a' }])).toEqual(['steps[2].id duplicate-step']);
  });

  it('leave out the one of the budget’s gate', () => {
    expect(issuesOf([{ id: 'budget' }])).toEqual(['steps[0].id malformed']);
  });

  it('may be words that objects know', () => {
    expect(issuesOf([{ id: 'constructor' }, { id: 'b', after: ['constructor'] }])).toEqual([]);
    expect(issuesOf([{ id: 'a', after: ['constructor'] }])).toEqual(['steps[0].after[0] unknown-step']);
  });
});

describe('what a step names', () => {
  it.each([
    ['an agent', { agent: 'nobody' }, 'steps[0].agent unknown-agent'],
    ['an agent that is a word of objects', { agent: 'constructor' }, 'steps[0].agent unknown-agent'],
    ['a task', { task: 'sing' }, 'steps[0].task unknown-task'],
    ['a step before it', { after: ['x'] }, 'steps[0].after[0] unknown-step'],
    ['an output', { inputs: { x: from('steps.x.output') } }, 'steps[0].inputs.x unknown-step'],
    ['a part of a step', { inputs: { x: from('steps.a') } }, 'steps[0].inputs.x unknown-field'],
    ['an input of the run', { inputs: { x: from('run.input.y') } }, 'steps[0].inputs.x unknown-input'],
    ['an inherited input of the run', { inputs: { x: from('run.input.toString') } }, 'steps[0].inputs.x unknown-input'],
    ['a part of the run', { inputs: { x: from('run.id') } }, 'steps[0].inputs.x unknown-input'],
    ['a part of the project', { inputs: { x: from('project.secret') } }, 'steps[0].inputs.x unknown-field'],
    ['anything else', { inputs: { x: from('world.peace') } }, 'steps[0].inputs.x unknown-input'],
    ['an element outside of a fan-out', { inputs: { x: from('item.title') } }, 'steps[0].inputs.x unknown-input'],
    ['an index outside of a fan-out', { inputs: { x: from('index') } }, 'steps[0].inputs.x unknown-input'],
    [
      'a path to decide by',
      { when: { not: { path: 'run.input.y', is: 'present' } } },
      'steps[0].when.not.path unknown-input',
    ],
    [
      'another',
      { when: { any: [{ path: 'steps.x.output', is: 'present' }] } },
      'steps[0].when.any[0].path unknown-step',
    ],
    ['a list', { forEach: from('run.input.y') }, 'steps[0].forEach.from unknown-input'],
    ['a list of itself', { forEach: from('item.parts') }, 'steps[0].forEach.from unknown-input'],
  ])('has to be there: %s', (_, step, issue) => {
    expect(issuesOf([{ id: 'a', ...step }])).toContain(issue);
  });

  it('is told with what there is instead', () => {
    expect(messageOf([{ id: 'a', agent: 'parser', task: 'sing' }])).toBe(
      'The agent "parser" has no task "sing". It has parse, given.',
    );
    expect(messageOf([write({ section, colour: { value: 1 } })])).toBe(
      'The task takes no "colour". It takes section, style, count, sections.',
    );
  });

  it('may be the project and the inputs that are declared', () => {
    const inputs = { a: from('project'), b: from('project.name'), c: from('run.input.y'), d: from('run.input') };
    expect(issuesOf([{ id: 'a', inputs }], { inputs: { y: { type: 'object' } } })).toEqual([]);
  });
});

describe('the inputs of a task', () => {
  it('are wired where it needs them', () => {
    expect(issuesOf([{ id: 'a', agent: 'parser', task: 'parse' }])).toEqual(['steps[0].inputs.brief missing-input']);
  });

  it('need no wire where the worker gives them', () => {
    expect(issuesOf([{ id: 'a', agent: 'parser', task: 'given' }])).toEqual([]);
  });

  it('are those that it knows', () => {
    expect(issuesOf([write({ section, colour: { value: 'red' } })])).toEqual(['steps[0].inputs.colour unknown-field']);
    expect(
      issuesOf([{ id: 'a', agent: 'parser', task: undefined, inputs: { brief: { value: 'x' }, other: { value: 1 } } }]),
    ).toEqual(['steps[0].inputs.other unknown-field']);
  });

  it.each([
    ['a field of an output', { section: from('steps.parse.output.sections.0') }, undefined],
    [
      'a list for an element',
      { section: from('steps.parse.output.sections') },
      'steps.parse.output.sections is array where object is expected.',
    ],
    ['a list', { section, sections: from('steps.parse.output.sections') }, undefined],
    [
      'a number for a text',
      { section: { value: { title: 1, words: 1 } } },
      'The value is an object whose "title" is number where string is expected.',
    ],
    ['what is not there', { section: from('steps.parse.output.nothing') }, 'The output of "parse" has no "nothing".'],
    [
      'what is not there, deep down',
      { section: from('steps.parse.output.sections.0.colour') },
      'The output of "parse" has no "sections.0.colour".',
    ],
    [
      'a field of a list',
      { section: from('steps.parse.output.sections.title') },
      'The output of "parse" has no "sections.title".',
    ],
    ['what is not known', { section: from('steps.parse.output.extra.deep') }, undefined],
    ['what may be null', { section, style: from('steps.parse.output.note') }, undefined],
    [
      'a number for a choice',
      { section, style: from('steps.parse.output.score') },
      'steps.parse.output.score is number where string is expected.',
    ],
    ['none of the choices', { section, style: { value: 'loud' } }, 'The value is none of dry, warm.'],
    ['another object', { section: from('project') }, 'project is an object without "title".'],
    ['a number', { section, count: from('steps.parse.output.score') }, undefined],
  ])('have the types that it takes: %s', (_, inputs, message) => {
    if (message === undefined) expect(issuesOf([parse, write(inputs)])).toEqual([]);
    else expect(messageOf([parse, write(inputs)])).toBe(message);
  });

  it('have the types that the run’s inputs declare', () => {
    const inputs = { words: { type: 'string' }, any: { type: 'object' }, list: { type: 'array' } };
    expect(issuesOf([write({ section, count: from('run.input.words') })], { inputs })).toEqual([
      'steps[0].inputs.count type-mismatch',
    ]);
    expect(issuesOf([write({ section: from('run.input.any') })], { inputs })).toEqual([]);
    expect(
      issuesOf([write({ section: from('run.input.any.deep'), sections: from('run.input.list') })], { inputs }),
    ).toEqual([]);
    expect(issuesOf([write({ section: from('run.input.words.deep') })], { inputs })).toEqual([
      'steps[0].inputs.section unknown-field',
    ]);
  });
});

describe('a step over a list', () => {
  const over = (path: string, inputs: object = {}) => [parse, write({ section, ...inputs }, { forEach: from(path) })];

  it('gives its task an element and its place', () => {
    expect(issuesOf(over('steps.parse.output.sections', { section: from('item'), count: from('index') }))).toEqual([]);
    expect(issuesOf(over('steps.parse.output.sections', { count: from('item.title') }))).toEqual([
      'steps[1].inputs.count type-mismatch',
    ]);
    expect(issuesOf(over('steps.parse.output.sections', { style: from('index') }))).toEqual([
      'steps[1].inputs.style type-mismatch',
    ]);
    expect(issuesOf(over('steps.parse.output.sections', { count: from('item.colour') }))).toEqual([
      'steps[1].inputs.count unknown-field',
    ]);
    expect(issuesOf(over('steps.parse.output.extra', { count: from('item.colour') }))).toEqual([]);
  });

  it('has to have a list', () => {
    expect(issuesOf(over('steps.parse.output.score'))).toEqual(['steps[1].forEach.from not-a-list']);
    expect(messageOf(over('steps.parse.output.score'))).toBe('steps.parse.output.score is number, not a list.');
    expect(issuesOf(over('steps.parse.output.extra'))).toEqual([]);
  });

  it('gives a list itself', () => {
    const after = (inputs: object, rest: object = {}) => [
      ...over('steps.parse.output.sections'),
      { ...write(inputs, rest), id: 'after' },
    ];
    expect(issuesOf(after({ section: from('item') }, { forEach: from('steps.write.output') }))).toEqual([
      'steps[2].inputs.section type-mismatch',
    ]);
    expect(issuesOf(after({ section: from('steps.write.output') }))).toEqual(['steps[2].inputs.section type-mismatch']);
    expect(issuesOf(after({ section, count: from('steps.write.output.0.text') }))).toEqual([
      'steps[2].inputs.count type-mismatch',
    ]);
    expect(issuesOf(after({ section, count: from('steps.write.output.text') }))).toEqual([
      'steps[2].inputs.count unknown-field',
    ]);
  });

  it('is known to conditions by its length alone', () => {
    const end = (path: string) => [
      ...over('steps.parse.output.sections'),
      { id: 'end', when: { all: [{ path, is: 'at-least', value: 1 }] } },
    ];
    expect(issuesOf(end('steps.write.output'))).toEqual([]);
    expect(issuesOf(end('steps.write.output.0.text'))).toEqual(['steps[2].when.all[0].path unknown-field']);
  });
});

describe('steps that wait for one another', () => {
  it('are named one by one', () => {
    expect(
      messageOf([
        { id: 'a', after: ['b'] },
        { id: 'b', inputs: { x: from('steps.a.output') } },
      ]),
    ).toBe('These steps wait for one another: a → b → a.');
    expect(messageOf([{ id: 'a', after: ['a'] }])).toBe('These steps wait for one another: a → a.');
    expect(messageOf([{ id: 'a', when: { path: 'steps.a.output', is: 'present' } }])).toContain('a → a');
  });

  it('are told once for each knot, where it begins', () => {
    const steps = [
      { id: 'z', after: ['a', 'c'] },
      { id: 'a', after: ['b', 'c'] },
      { id: 'b', after: ['a'] },
      { id: 'c', after: ['d'] },
      { id: 'd', after: ['c'] },
    ];
    expect(issuesOf(steps)).toEqual(['steps[1] cycle', 'steps[3] cycle']);
  });

  it('are told short where they are many', () => {
    const ring = Array.from({ length: 500 }, (_, index) => ({ id: `s${index}`, after: [`s${(index + 1) % 500}`] }));
    expect(messageOf(ring)).toBe(
      `These steps wait for one another: ${ring
        .slice(0, 12)
        .map(({ id }) => id)
        .join(' → ')} → … 488 more … → s0.`,
    );
  });
});

describe('conditions', () => {
  it('go by no more values than a run has room for', () => {
    const when = (index: number) => ({ path: `steps.parse.output.extra.${'x'.repeat(100)}${index}`, is: 'present' });
    const steps = Array.from({ length: 120 }, (_, index) => ({ id: `s${index}`, when: when(index) }));
    expect(issuesOf([parse, ...steps])).toEqual(['steps too-large']);
    expect(issuesOf([parse, ...steps.slice(0, 90)])).toEqual([]);
  });
});

describe('types that refer to themselves', () => {
  it('are followed as far as a path goes', () => {
    const node = {
      type: 'object',
      properties: { name: { type: 'string' }, parts: listOf({ $ref: '#/$defs/node' }) },
      required: ['name'],
    };
    const tree = { type: 'object', properties: { root: { $ref: '#/$defs/node' } }, $defs: { node } };
    const tasks = { grow: { title: 'Grow', input: tree, output: tree } };
    const forest = { forest: { name: 'Forest', defaultTask: 'grow', tasks } };
    const check = (path: string) =>
      namesOf(
        parseBlueprint(
          definitionOf([
            { id: 'a', agent: 'forest', task: 'grow' },
            { id: 'b', agent: 'forest', task: 'grow', inputs: { root: from(path) } },
          ]),
          forest,
        ),
      );
    expect(check('steps.a.output.root')).toEqual([]);
    expect(check('steps.a.output.root.parts.0.parts.7')).toEqual([]);
    expect(check('steps.a.output.root.parts.0.name')).toEqual(['steps[1].inputs.root type-mismatch']);
  });
});
