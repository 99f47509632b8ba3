import { child, itemsOf, type Node, textOf } from '../syntax/node.ts';
import { expression, type Reading, shown, type Value } from './value.ts';

type Work = (argument: Node, evaluator: Reading) => Value | undefined;

/** How each intrinsic function is worked out without a deployment. */
export const functions: Readonly<Record<string, Work>> = {
  Ref: (argument, evaluator) => {
    const name = textOf(argument);
    return name === undefined ? expression('Ref', evaluator.value(argument)) : reference(name, evaluator);
  },
  Condition: (argument) => textOf(argument) ?? null,
  'Fn::GetAtt': (argument, evaluator) => {
    const value = evaluator.value(argument);
    return `\${${Array.isArray(value) ? (value as readonly Value[]).map(shown).join('.') : shown(value ?? '')}}`;
  },
  'Fn::Sub': (argument, evaluator) => {
    const [pattern, map] = argument.kind === 'list' ? argument.items : [argument];
    const text = textOf(pattern);
    if (text === undefined) return expression('Sub', evaluator.value(argument));
    return text.replaceAll(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const own = child(map, name.trim());
      const value = own === undefined ? reference(name.trim(), evaluator) : evaluator.value(own);
      return value === undefined ? whole : shown(value);
    });
  },
  'Fn::Join': (argument, evaluator) => {
    const [delimiter, list] = itemsOf(argument);
    const values = evaluator.value(list);
    if (!Array.isArray(values)) return expression('Join', evaluator.value(argument));
    return (values as readonly Value[]).map(shown).join(textOf(delimiter) ?? '');
  },
  'Fn::Select': (argument, evaluator) => {
    const [index, list] = itemsOf(argument);
    const at = evaluator.number(index);
    const values = evaluator.value(list);
    const chosen = Array.isArray(values) && at !== undefined ? (values as readonly Value[])[at] : undefined;
    return chosen ?? expression('Select', evaluator.value(argument));
  },
  'Fn::Split': (argument, evaluator) => {
    const [delimiter, text] = itemsOf(argument).map((part) => evaluator.value(part));
    const isPlain = typeof delimiter === 'string' && typeof text === 'string' && delimiter !== '';
    if (isPlain && (text.includes(delimiter) || !text.includes('${'))) return text.split(delimiter);
    return expression('Split', evaluator.value(argument));
  },
  'Fn::FindInMap': (argument, evaluator) => {
    const [name, top, second, options] = itemsOf(argument);
    const [map, key, inner] = [name, top, second].map((part) => evaluator.text(part));
    const mapping = child(evaluator.template.root, 'Mappings', map ?? '');
    const found = child(mapping, key ?? '', inner ?? '');
    if (found !== undefined) return evaluator.value(found);
    return evaluator.value(child(options, 'DefaultValue')) ?? expression('FindInMap', evaluator.value(argument));
  },
  'Fn::ImportValue': (argument, evaluator) => `\${ImportValue:${shown(evaluator.value(argument) ?? '')}}`,
  'Fn::Base64': (argument, evaluator) => evaluator.value(argument),
  'Fn::GetAZs': (argument, evaluator) => expression('GetAZs', evaluator.value(argument) ?? ''),
  'Fn::Length': (argument, evaluator) => {
    const value = evaluator.value(argument);
    return Array.isArray(value) ? value.length : expression('Length', value);
  },
  'Fn::ToJsonString': (argument, evaluator) => JSON.stringify(evaluator.value(argument) ?? null),
  'Fn::Transform': (argument, evaluator) => expression('Transform', evaluator.value(child(argument, 'Name'))),
};

/** What `Ref` and `${…}` stand for: a parameter's default, else the name as an expression. */
function reference(name: string, { template }: Reading): Value | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const parameter = template.parameters.get(name);
  const fallback = parameter?.fallback;
  if (parameter === undefined || fallback?.kind !== 'scalar') return `\${${name}}`;
  // The default of such a parameter is a key in the parameter store, not its value.
  if (parameter.type.startsWith('AWS::SSM::')) return `{{resolve:ssm:${String(fallback.value)}}}`;
  if (fallback.value === '' || fallback.value === null) return '';
  if (!/^List<|CommaDelimitedList/.test(parameter.type)) {
    return parameter.type === 'Number' ? Number(fallback.value) : fallback.value;
  }
  return String(fallback.value)
    .split(',')
    .map((item) => item.trim());
}
