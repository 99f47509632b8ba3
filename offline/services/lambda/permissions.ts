import type { Resource } from '../../kernel/resource.ts';
import { bareName } from './names.ts';
import type { LambdaState } from './state.ts';

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Principal: string | Record<string, string>;
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
};

/**
 * Resource policies of functions, kept and shown. They are not evaluated: within the one account the identity policies
 * of callers decide, and the backend's services may call its functions.
 */
export class Permissions {
  readonly #state: LambdaState;
  readonly #defined = new Map<string, PolicyStatement[]>();

  constructor(state: LambdaState) {
    this.#state = state;
  }

  apply(resources: readonly Resource[], arnOf: (name: string) => string | undefined): void {
    this.#defined.clear();
    for (const { ref, properties } of resources) {
      const name = bareName(typeof properties.FunctionName === 'string' ? properties.FunctionName : '');
      const arn = arnOf(name);
      if (!arn) continue;
      const text = (key: string) => (typeof properties[key] === 'string' ? properties[key] : undefined);
      const statement = toStatement({
        ...{ StatementId: ref, Action: text('Action') ?? '', Principal: text('Principal') ?? '' },
        ...{ SourceArn: text('SourceArn'), SourceAccount: text('SourceAccount') },
        FunctionUrlAuthType: text('FunctionUrlAuthType'),
        resource: arn,
      });
      this.#defined.set(name, [...(this.#defined.get(name) ?? []), statement]);
    }
  }

  list(name: string): readonly PolicyStatement[] {
    const { added, removed } = this.#changes(name);
    const defined = (this.#defined.get(name) ?? []).filter(({ Sid }) => !removed.includes(Sid));
    return [...defined, ...added];
  }

  add(name: string, statement: PolicyStatement): void {
    const { added, removed } = this.#changes(name);
    this.#write(name, { added: [...added, statement], removed });
  }

  /** Whether there was one. */
  remove(name: string, sid: string): boolean {
    if (!this.list(name).some(({ Sid }) => Sid === sid)) return false;
    const { added, removed } = this.#changes(name);
    this.#write(name, { added: added.filter(({ Sid }) => Sid !== sid), removed: [...removed, sid] });
    return true;
  }

  #changes(name: string): Changes {
    const stored = this.#state.setting('permission', name) as Partial<Changes> | undefined;
    return { added: stored?.added ?? [], removed: stored?.removed ?? [] };
  }

  #write(name: string, changes: Changes): void {
    this.#state.set('permission', name, changes);
  }
}

type Changes = { added: PolicyStatement[]; removed: string[] };

/** A permission as the resource policy shows it. */
export function toStatement(input: {
  StatementId: string;
  Action: string;
  Principal: string;
  SourceArn?: string | undefined;
  SourceAccount?: string | undefined;
  FunctionUrlAuthType?: string | undefined;
  resource: string;
}): PolicyStatement {
  const { Principal, SourceArn, SourceAccount, FunctionUrlAuthType } = input;
  const isService = /\.amazonaws\.com$/.test(Principal);
  const equal: Record<string, string> = {
    ...(SourceAccount ? { 'AWS:SourceAccount': SourceAccount } : {}),
    ...(FunctionUrlAuthType ? { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType } : {}),
  };
  const Condition: Record<string, Record<string, string>> = {
    ...(Object.keys(equal).length > 0 ? { StringEquals: equal } : {}),
    ...(SourceArn ? { ArnLike: { 'AWS:SourceArn': SourceArn } } : {}),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : isService ? { Service: Principal } : { AWS: accountArn(Principal) },
    Action: input.Action,
    Resource: input.resource,
    ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
  };
}

const accountArn = (principal: string) => (/^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal);
