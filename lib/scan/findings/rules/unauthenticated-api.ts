import type { Component } from '../../schema.ts';
import type { Complaint, Rule } from '../rule.ts';
import type { Property, System } from '../system.ts';

export const unauthenticatedApi: Rule = {
  name: 'unauthenticated-api',
  severity: 'high',
  finds: 'a method, route, function URL or GraphQL API that asks nobody who they are (API key alone: medium)',
  *check(system) {
    yield* gatewayMethods(system);
    yield* serverlessEvents(system);
    for (const each of system.ofKind('function')) {
      const url = system.property(each, 'FunctionUrlConfig.AuthType');
      if (url?.value === 'NONE') yield complaint(each, url, 'its URL');
    }
    for (const url of system.ofType(/^AWS::Lambda::Url$/)) {
      const type = system.property(url, 'AuthType');
      if (type?.value === 'NONE') yield complaint(url, type, 'it');
    }
    for (const api of system.ofKind('api')) {
      const type = system.property(api, 'AuthenticationType');
      if (type?.value === 'API_KEY') {
        yield {
          component: api,
          source: type.source,
          severity: 'medium',
          message: `The GraphQL API ${api.id} asks for an API key alone, which every client carries and which says nothing of who calls. Authorize by a user pool, IAM or OpenID Connect.`,
        };
      }
    }
  },
};

function* gatewayMethods(system: System): Iterable<Complaint> {
  for (const method of system.ofType(/^AWS::ApiGateway::Method$|^AWS::ApiGatewayV2::Route$/)) {
    if (
      system.value(method, 'HttpMethod') === 'OPTIONS' ||
      /^OPTIONS |^\$disconnect$|^\$default$/.test(String(system.value(method, 'RouteKey') ?? ''))
    )
      continue;
    const type = system.property(method, 'AuthorizationType');
    const isRoute = method.type.endsWith('Route');
    // Only the connection of a WebSocket can be authorized.
    if (isRoute && !/^\w+ \/|^\$connect$/.test(String(system.value(method, 'RouteKey') ?? ''))) continue;
    if (type !== undefined && type.value !== 'NONE') continue;
    if (system.isTrue(method, 'ApiKeyRequired')) continue;
    yield complaint(method, type, 'it');
  }
}

function* serverlessEvents(system: System): Iterable<Complaint> {
  for (const owner of system.ofType(/^AWS::Serverless::Function$/)) {
    for (const { name, value, source } of system.matching(owner, /^Events\.[^.]+\.Type$/)) {
      if (value !== 'Api' && value !== 'HttpApi') continue;
      const event = name.slice(0, -'Type'.length);
      const own = owner.properties.find(({ name: each }) => each.startsWith(`${event}Properties.Auth.`));
      const isOpen = own?.name.endsWith('.Authorizer') === true && own.value === 'NONE';
      if (own !== undefined && !isOpen) continue;
      const reference = String(system.value(owner, `${event}Properties.RestApiId`, `${event}Properties.ApiId`) ?? '');
      const api = system.component(/\$\{(\w+)/.exec(reference)?.[1] ?? null, owner.source.file);
      if (!isOpen && api !== undefined && hasDefault(api, system)) continue;
      const path = String(system.value(owner, `${event}Properties.Path`) ?? '$default');
      const method = String(system.value(owner, `${event}Properties.Method`) ?? 'any').toUpperCase();
      yield complaint(owner, { source }, `${method} ${path}`);
    }
  }
}

const hasDefault = (api: Component, system: System) =>
  system.matching(api, /^Auth\.(?:DefaultAuthorizer|ApiKeyRequired|ResourcePolicy)/).length > 0 ||
  system.matching(api, /^DefinitionBody|^DefinitionUri/).length > 0;

function complaint(component: Component, property: Pick<Property, 'source'> | undefined, what: string): Complaint {
  return {
    component,
    ...(property !== undefined && { source: property.source }),
    message: `${component.id} answers anyone: ${what} has no authorizer. Authorize it by IAM, a user pool, a JWT or a function; if it is meant for everyone, say so and throttle it.`,
  };
}
