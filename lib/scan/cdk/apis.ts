import { field, literalOf, options, originOf, textOf } from '../code/value.ts';
import type { Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';
import { constantOf } from './properties.ts';

/** What an API routes by its own properties. */
export function readApi(construct: Construct, draft: Draft): void {
  const { props, source, node } = construct;
  const callee = node?.expression.getText().split('.').at(-1) ?? '';
  const handler = callee === 'LambdaRestApi' ? field(props, 'handler') : field(props, 'defaultIntegration');
  if (!handler || (callee === 'LambdaRestApi' && textOf(field(props, 'proxy')) === 'false')) {
    const targets = draft.constructs.of(handler, source.file);
    draft.relate([construct], targets, 'routes', source);
    return;
  }
  const targets = targetsOf(handler, source.file, draft);
  draft.relate([construct], targets, 'routes', source);
  if (targets.length > 0 && callee !== 'RestApi') draft.api('ANY', '/{proxy+}', targets, source);
}

/** `resource.addMethod('GET', integration)` */
export function readMethod(receiver: ScriptValue, inputs: readonly ScriptValue[], source: Source, draft: Draft): void {
  const [method, integration] = inputs;
  const path = pathOf(receiver, source.file, draft);
  if (path === undefined || !method) return;
  const [api] = draft.constructs.of(receiver, source.file);
  const targets = targetsOf(integration ?? field(api?.props, 'defaultIntegration'), source.file, draft);
  for (const one of options(method)) {
    const name = (literalOf(one) ?? 'ANY').toUpperCase().slice(0, 32);
    draft.api(name, path, targets, source);
  }
  if (api) draft.relate([api], targets, 'routes', source);
}

/** `resource.addProxy({ anyMethod })`: any method unless it says no. */
export function readProxy(receiver: ScriptValue, inputs: readonly ScriptValue[], source: Source, draft: Draft): void {
  const path = pathOf(receiver, source.file, draft);
  if (path === undefined || textOf(field(inputs[0], 'anyMethod')) === 'false') return;
  const [api] = draft.constructs.of(receiver, source.file);
  const integration =
    field(inputs[0], 'defaultIntegration') ?? field(api?.props, 'handler') ?? field(api?.props, 'defaultIntegration');
  const targets = targetsOf(integration, source.file, draft);
  draft.api('ANY', `${path}/{proxy+}`, targets, source);
  if (api) draft.relate([api], targets, 'routes', source);
}

/** `httpApi.addRoutes({ path, methods, integration })` */
export function readRoutes(
  apis: readonly Construct[],
  input: ScriptValue | undefined,
  source: Source,
  draft: Draft,
): void {
  const path = textOf(field(input, 'path'));
  if (path === undefined) return;
  const targets = targetsOf(field(input, 'integration'), source.file, draft);
  const methods = options(field(input, 'methods')).flatMap((value) => (value.kind === 'list' ? value.items : []));
  const names = methods.flatMap((value) => constantOf(value) ?? literalOf(value) ?? []);
  for (const name of names.length > 0 ? names : ['ANY']) draft.api(name.toUpperCase(), path, targets, source);
  draft.relate(apis, targets, 'routes', source);
}

/** The path of a resource of a REST API: `api.root.addResource('orders').addResource('{id}')`. */
function pathOf(value: ScriptValue, file: string, draft: Draft, depth = 0): string | undefined {
  if (depth > 20) return undefined;
  for (const one of options(value)) {
    if (
      one.kind === 'member' &&
      one.name === 'root' &&
      draft.constructs.of(one.of, file).some(({ kind }) => kind === 'api')
    )
      return '';
    if (one.kind !== 'call' || one.callee.kind !== 'member') continue;
    const { name, of } = one.callee;
    const base = /^(?:addResource|resourceForPath|addProxy|getResource)$/.test(name)
      ? pathOf(of, file, draft, depth + 1)
      : undefined;
    if (base === undefined) continue;
    if (name === 'addProxy') return `${base}/{proxy+}`;
    const [segment] = one.inputs().positional;
    return `${base}/${textOf(segment) ?? '{path}'}`;
  }
  return undefined;
}

/** What an integration calls: `new LambdaIntegration(fn)`, `new HttpLambdaIntegration('id', fn)`. */
function targetsOf(integration: ScriptValue | undefined, file: string, draft: Draft): readonly Construct[] {
  const found = options(integration).flatMap((one) => {
    if (one.kind !== 'call') return draft.constructs.of(one, file);
    const own = draft.constructs.of(one, file);
    if (own.length > 0) return own;
    const { positional } = one.inputs();
    const direct = positional.flatMap((input) => draft.constructs.of(input, file));
    if (direct.length > 0 || !/Integration/.test(originOf(one.callee)?.name ?? '')) return direct;
    // StepFunctionsIntegration.startExecution(machine), AwsIntegration({ … })
    return positional
      .flatMap((input) => (input.kind === 'record' ? [...input.fields.values()] : []))
      .flatMap((input) => draft.constructs.of(input, file));
  });
  return [...new Map(found.map((one) => [one.id, one])).values()].filter(
    ({ kind }) => kind !== 'role' && kind !== 'other',
  );
}
