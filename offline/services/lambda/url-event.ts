import type { OfflineRequest } from '../../kernel/http.ts';
import { type Principal, principalArn } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TEXT = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded))|\+(json|xml)/;

/** A request as a function behind a URL is told of it: payload format 2.0. */
export function toHttpEvent(input: {
  request: OfflineRequest;
  requestId: string;
  principal: Principal | 'anyone';
  body: Buffer;
  /** Below the function's URL. */
  path: string;
  name: string;
  context: ServiceContext;
}): object {
  const { request, requestId, principal, body, path, name, context } = input;
  const { cookie, ...headers } = request.headers;
  const now = context.clock.now();
  const isText = TEXT.test(headers['content-type'] ?? 'text/plain');
  const query = [...new Set(request.query.keys())].map((key) => [key, request.query.getAll(key).join(',')] as const);
  const [domainName] = (headers.host ?? 'localhost').split(':');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: request.rawQuery,
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers: { ...headers, 'x-forwarded-proto': 'http', 'x-forwarded-for': '127.0.0.1' },
    ...(query.length > 0 ? { queryStringParameters: Object.fromEntries(query) } : {}),
    requestContext: {
      accountId: principal === 'anyone' ? 'anonymous' : context.account,
      apiId: name,
      ...(principal === 'anyone' ? {} : { authorizer: { iam: authorizer(principal, context) } }),
      domainName,
      domainPrefix: name,
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

const authorizer = (principal: Principal, { account }: ServiceContext) => ({
  accountId: account,
  callerId: principalArn(principal, account),
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: principalArn(principal, account),
  userId: principalArn(principal, account),
});

function commonLogTime(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
