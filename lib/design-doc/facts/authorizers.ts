import type { Api, Component } from '#lib/scan/schema';
import { mono, type Phrase } from '../content.ts';
import type { DesignContext } from '../context.ts';
import type { SectionId } from '../sections.ts';
import { relationElement } from './element-facts.ts';
import { apiComponentOf, distinctOperations } from './operations.ts';

/** Properties by which an API says who may call it by default, over the dialects. */
const defaults = [
  /^AuthenticationType$/,
  /^AdditionalAuthenticationProviders\.\d+\.AuthenticationType$/,
  /^Auth\.DefaultAuthorizer$/,
  /^Auth\.ApiKeyRequired$/,
  /^Auth\.Type$/,
  /^DefaultAuthorization(?:Mode)?$/i,
  /^authorizationModes\.defaultAuthorizationMode$/,
];

function byProperty(
  { index, claims }: DesignContext,
  section: SectionId,
  component: Component,
  wanted: (name: string) => boolean,
): Phrase[] {
  return component.properties
    .filter(({ name, value }) => wanted(name) && value !== 'NONE')
    .flatMap(({ name }): Phrase[] => {
      const found = claims.cite(section, index.elementOf(component), name);
      return found ? [[mono(found.value), found.mark]] : [];
    });
}

function byRelation({ index, claims }: DesignContext, section: SectionId, { id, source }: Component): Phrase[] {
  // Relations know components by their id: of several templates with one id each speaks for its own.
  const isOwn = (one: { readonly source: { readonly file: string } }) =>
    !index.isShared(id) || one.source.file === source.file;
  const related = [
    ...index.incoming(id, 'authorizes').map((one) => ({ ...one, who: one.from })),
    ...index.outgoing(id, 'authorizes').map((one) => ({ ...one, who: one.to })),
  ];
  return related.filter(isOwn).flatMap(({ from, kind, to, who }): Phrase[] => {
    const found = claims.cite(section, relationElement(from, kind, to), 'exists');
    return found ? [[mono(who), found.mark]] : [];
  });
}

/** What stands before every operation of an API, each with its claim; empty where the source shows nothing. */
export function authorizersOf(context: DesignContext, section: SectionId, api: Component): Phrase[] {
  return [
    ...byRelation(context, section, api),
    ...byProperty(context, section, api, (name) => defaults.some((pattern) => pattern.test(name))),
  ];
}

/** What stands before one operation: its own authorizer, else its API's; empty where the source shows neither. */
export function operationAuthorizers(context: DesignContext, section: SectionId, api: Api): Phrase[] {
  const { index } = context;
  const target = index.targetOf(api);
  // A serverless function's event has its path and its authorizer under one name.
  const event = target?.properties.find(
    ({ name, value }) =>
      /^Events\.[^.]+\.Properties\.Path$/.test(name) && value === api.path && isMethod(target, name, api.method),
  );
  const prefix = event?.name.replace(/Path$/, 'Auth.');
  const own =
    target && prefix
      ? byProperty(
          context,
          section,
          target,
          (name) => name.startsWith(prefix) && /Authorizer$|ApiKeyRequired$/.test(name),
        )
      : [];
  const isOpen = target?.properties.some(
    ({ name, value }) => prefix !== undefined && name === `${prefix}Authorizer` && value === 'NONE',
  );
  const method = index.model.components.find(
    ({ type, source }) =>
      /^AWS::ApiGateway(?:::Method|V2::Route)$/.test(type) &&
      source.file === api.source.file &&
      source.line === api.source.line,
  );
  const ofMethod = method ? byProperty(context, section, method, (name) => name === 'AuthorizationType') : [];
  if (own.length + ofMethod.length > 0) return [...own, ...ofMethod];
  const gate = apiComponentOf(index, api);
  return gate && !isOpen ? authorizersOf(context, section, gate) : [];
}

function isMethod(target: Component, pathProperty: string, method: string): boolean {
  const stated = target.properties.find(({ name }) => name === pathProperty.replace(/Path$/, 'Method'));
  return stated === undefined || /^any$/i.test(String(stated.value)) || String(stated.value).toUpperCase() === method;
}

/** Operations that nothing stands before, as far as the source says. */
export function openOperations(context: DesignContext, section: SectionId): Api[] {
  return distinctOperations(context.index).filter((api) => operationAuthorizers(context, section, api).length === 0);
}
