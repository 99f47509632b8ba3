import { child, type Entry, entriesOf, itemsOf, type Node } from '../syntax/node.ts';
import { list, map, mapOf, scalar } from './build.ts';
import { eventsOf } from './events.ts';

/** The template that a serverless.yml stands for: its functions as SAM functions by their own keys, its resources as they are. */
export function translated(root: Node): Node {
  const resources = new Map<string, Entry>();
  for (const part of partsOf(child(root, 'resources'))) {
    for (const [id, entry] of entriesOf(child(part, 'Resources'))) resources.set(id, entry);
  }
  const provider = child(root, 'provider');
  const role = sharedRole(provider);
  if (role !== undefined) resources.set('IamRoleLambdaExecution', { line: role.line, value: role });
  for (const part of partsOf(child(root, 'functions'))) {
    for (const [name, { line, value }] of entriesOf(part)) {
      resources.set(name, { line, value: functionOf(value, provider, role !== undefined, line) });
    }
  }
  for (const [name, { line, value }] of entriesOf(child(root, 'stepFunctions', 'stateMachines'))) {
    const definition = child(value, 'definition');
    const properties = map(
      { Definition: definition, Name: child(value, 'name'), Events: eventsOf(child(value, 'events'), line) },
      line,
    );
    resources.set(name, {
      line,
      value: map({ Type: scalar('AWS::Serverless::StateMachine', line), Properties: properties }, line),
    });
  }
  const [first] = partsOf(child(root, 'resources'));
  return map(
    {
      Resources: mapOf(resources, root.line),
      Outputs: child(first, 'Outputs'),
      Conditions: child(first, 'Conditions'),
      Mappings: child(first, 'Mappings'),
    },
    root.line,
  );
}

/** A section may be a list of parts, such as of files. */
const partsOf = (node: Node | undefined) => (node?.kind === 'list' ? itemsOf(node) : node === undefined ? [] : [node]);

function functionOf(value: Node, provider: Node | undefined, hasRole: boolean, line: number): Node {
  const or = (key: string) => child(value, key) ?? child(provider, key);
  const environment = mapOf(
    [...entriesOf(child(provider, 'environment')), ...entriesOf(child(value, 'environment'))],
    line,
  );
  const isTraced = child(provider, 'tracing', 'lambda');
  const properties = map(
    {
      Handler: child(value, 'handler'),
      Runtime: or('runtime'),
      // The framework's own default, which is not Lambda's.
      Timeout: or('timeout') ?? scalar(6, line),
      MemorySize: or('memorySize'),
      FunctionName: child(value, 'name'),
      Tracing: isTraced === undefined ? undefined : scalar('Active', isTraced.line),
      ReservedConcurrentExecutions: child(value, 'reservedConcurrency'),
      DeadLetterQueue: child(value, 'onError'),
      Environment:
        environment.kind === 'map' && environment.entries.size > 0 ? map({ Variables: environment }, line) : undefined,
      Role: child(value, 'role') ?? (hasRole ? map({ Ref: scalar('IamRoleLambdaExecution', line) }, line) : undefined),
      Events: eventsOf(child(value, 'events'), line),
      FunctionUrlConfig: child(value, 'url') === undefined ? undefined : map({ AuthType: scalar('NONE', line) }, line),
    },
    line,
  );
  return map({ Type: scalar('AWS::Serverless::Function', line), Properties: properties }, line);
}

function sharedRole(provider: Node | undefined): Node | undefined {
  const statements = child(provider, 'iam', 'role', 'statements') ?? child(provider, 'iamRoleStatements');
  if (statements === undefined) return undefined;
  const { line } = statements;
  const policy = map(
    { PolicyName: scalar('statements', line), PolicyDocument: map({ Statement: statements }, line) },
    line,
  );
  return map({ Type: scalar('AWS::IAM::Role', line), Properties: map({ Policies: list([policy], line) }, line) }, line);
}
