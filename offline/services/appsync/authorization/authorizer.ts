import { createHash } from 'node:crypto';
import { z } from 'zod';
import { uuid } from '../../../kernel/ids.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import { RequestRefusal } from '../graphql/errors.ts';
import type { ProviderConfig } from '../resources.ts';
import type { Caller } from './caller.ts';

type AuthorizerConfig = NonNullable<ProviderConfig['LambdaAuthorizerConfig']>;

const DEFAULT_TTL_SECONDS = 300;
const MOST_KEPT = 1000;
/** AppSync waits no longer for an authorizer. */
const LONGEST_WAIT_MS = 10_000;

const verdictSchema = z.looseObject({
  isAuthorized: z.boolean(),
  resolverContext: z.record(z.string(), z.unknown()).nullish(),
  deniedFields: z.array(z.string()).nullish(),
  ttlOverride: z.number().nullish(),
});
type Verdict = z.infer<typeof verdictSchema>;

/** What the function is told of the request. */
type AuthorizedRequest = {
  apiId: string;
  apiArn: string;
  token: string;
  headers: Readonly<Record<string, string>>;
  query: string | undefined;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>> | undefined;
};

const unauthorized = () =>
  new RequestRefusal('UnauthorizedException', 'You are not authorized to make this call.', 401);

/** An API's Lambda authorizer, with the verdicts that it lets be kept. */
export class Authorizer {
  readonly #context: ServiceContext;
  readonly #config: AuthorizerConfig;
  readonly #kept = new Map<string, { verdict: Verdict; until: number }>();

  constructor(context: ServiceContext, config: AuthorizerConfig) {
    this.#context = context;
    this.#config = config;
  }

  /** @throws RequestRefusal 401 when the token has not the wanted form, or the function says no or fails. */
  async authorize(request: AuthorizedRequest): Promise<Caller> {
    const { IdentityValidationExpression: expression } = this.#config;
    if (expression && !new RegExp(expression).test(request.token)) throw unauthorized();
    const verdict = await this.#verdict(request);
    if (!verdict?.isAuthorized) throw unauthorized();
    return {
      mode: 'AWS_LAMBDA',
      identity: { resolverContext: verdict.resolverContext ?? {} },
      groups: [],
      deniedFields: (verdict.deniedFields ?? []).flatMap((field) => shortForm(field, request.apiId)),
    };
  }

  async #verdict(request: AuthorizedRequest): Promise<Verdict | undefined> {
    const { clock } = this.#context;
    const key = createHash('sha256').update(request.token).digest('base64');
    const kept = this.#kept.get(key);
    if (kept && kept.until > clock.now()) return kept.verdict;
    this.#kept.delete(key);
    const verdict = await this.#ask(request);
    const seconds = verdict?.ttlOverride ?? this.#config.AuthorizerResultTtlInSeconds ?? DEFAULT_TTL_SECONDS;
    if (verdict && seconds > 0) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(key, { verdict, until: clock.now() + seconds * 1000 });
    }
    return verdict;
  }

  async #ask(request: AuthorizedRequest): Promise<Verdict | undefined> {
    const { account, bus, clock, log } = this.#context;
    const answer = bus.port('lambda').invoke({
      functionName: this.#config.AuthorizerUri,
      payload: JSON.stringify({
        authorizationToken: request.token,
        requestContext: {
          apiId: request.apiId,
          accountId: account,
          requestId: uuid(),
          queryString: request.query ?? '',
          operationName: request.operationName ?? null,
          variables: request.variables ?? {},
        },
        requestHeaders: request.headers,
      }),
      principal: { kind: 'service', service: 'appsync.amazonaws.com', sourceArn: request.apiArn },
    });
    let cancel = () => {};
    const late = new Promise<undefined>((resolve) => {
      cancel = clock.after(LONGEST_WAIT_MS, () => resolve(undefined));
    });
    try {
      const given = await Promise.race([answer, late]);
      if (given && !given.functionError) return verdictSchema.safeParse(JSON.parse(given.payload)).data;
      log.warn('a Lambda authorizer gave no verdict', { function: this.#config.AuthorizerUri, answer: given?.payload });
    } catch (error) {
      log.warn('a Lambda authorizer failed', { function: this.#config.AuthorizerUri, error });
    } finally {
      cancel();
    }
    return undefined;
  }
}

/** `Type.field` of a denied field, which is written so or as an ARN; that of another API says nothing here. */
function shortForm(field: string, apiId: string): string[] {
  const [, id, type, name] = /^arn:.*:apis\/([^/]+)\/types\/([^/]+)\/fields\/([^/]+)$/.exec(field) ?? [];
  if (!id) return [field];
  return id === apiId ? [`${type}.${name}`] : [];
}
