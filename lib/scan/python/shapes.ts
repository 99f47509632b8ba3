import { originOf } from '../code/value.ts';
import type { Shape } from '../schema.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { nodesIn, type PythonFile, type PythonNode } from './syntax.ts';

/** What requests, events and items carry: pydantic's models, typed dictionaries and data classes. */
export function shapesIn(evaluator: PythonEvaluator, file: PythonFile): Shape[] {
  if (!/BaseModel|TypedDict|@dataclass|EventBridgeModel|Envelope|Model\)/.test(file.text)) return [];
  const classes = [...nodesIn(file.root, ({ name }) => name !== 'FunctionDefinition')].filter(
    ({ name }) => name === 'ClassDefinition',
  );
  return classes.flatMap((node) => {
    const language = languageOf(evaluator, node);
    const name = node.child('VariableName');
    const fields = (node.child('Body')?.children ?? []).flatMap((statement) => fieldOf(file, statement));
    if (!language || !name || fields.length === 0) return [];
    const source = { file: file.path, line: node.line };
    return [
      { name: name.text.slice(0, 512), language, fields: fields.slice(0, 200), usedBy: [], source, confidence: 1 },
    ];
  });
}

function languageOf(evaluator: PythonEvaluator, node: PythonNode, depth = 0): 'pydantic' | 'python' | undefined {
  const decorators = node.parent?.name === 'DecoratedStatement' ? node.parent.children : [];
  if (decorators.some(({ name, text }) => name === 'Decorator' && /^@(?:\w+\.)?dataclass\b/.test(text)))
    return 'python';
  for (const base of node.child('ArgList')?.children ?? []) {
    if (!/^(?:VariableName|MemberExpression)$/.test(base.name)) continue;
    const value = evaluator.evaluate(base);
    const found =
      ofBase(value) ?? (value.kind === 'class' && depth < 5 ? languageOf(evaluator, value.node, depth + 1) : undefined);
    if (found) return found;
  }
  return undefined;
}

function ofBase(value: PythonValue): 'pydantic' | 'python' | undefined {
  const origin = originOf(value);
  if (!origin) return undefined;
  if (/^pydantic/.test(origin.module) && /(?:^|\.)(?:BaseModel|BaseSettings)$/.test(origin.name)) return 'pydantic';
  if (/^aws_lambda_powertools\.utilities\.parser/.test(origin.module) && /Model$/.test(origin.name)) return 'pydantic';
  return /(?:^|\.)TypedDict$/.test(origin.name) ? 'python' : undefined;
}

/** `name: Optional[str] = None` */
function fieldOf(file: PythonFile, { name: kind, children, line }: PythonNode): Shape['fields'] {
  const [target, annotation] = children;
  if (kind !== 'AssignStatement' && kind !== 'ExpressionStatement') return [];
  if (target?.name !== 'VariableName' || annotation?.name !== 'TypeDef' || target.text === 'model_config') return [];
  const type = annotation.text.replace(/^:\s*/, '').replaceAll(/\s+/g, ' ').slice(0, 256);
  const value = children.at(-1);
  const isGiven = value !== annotation && !/^Field\(\s*(?:\.\.\.|[a-z_]+\s*=(?!\s*None))/.test(value?.text ?? '');
  const hasDefault = /\bdefault(?:_factory)?\s*=/.test(value === annotation ? '' : (value?.text ?? ''));
  const isRequired = !isGiven && !hasDefault;
  return type === '' ? [] : [{ name: target.text.slice(0, 256), type, isRequired, source: { file: file.path, line } }];
}
