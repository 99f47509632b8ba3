import type { Component } from '#lib/scan/schema';
import type { Phrase } from '../content.ts';
import { mono } from '../content.ts';
import type { DesignContext } from '../context.ts';
import type { SectionId } from '../sections.ts';
import { componentElement, relationElement } from './element-facts.ts';

/** Properties by which an API says who may call it, over the dialects. */
const settings = [
  /^AuthenticationType$/,
  /^AdditionalAuthenticationProviders\.\d+\.AuthenticationType$/,
  /^Auth\.DefaultAuthorizer$/,
  /^Auth\.ApiKeyRequired$/,
  /^Auth\.Type$/,
  /^DefaultAuthorization(?:Mode)?$/i,
  /^authorizationModes\.defaultAuthorizationMode$/,
];

/** What stands before an API according to the source, each with its claim; empty where the source shows nothing. */
export function authorizersOf({ index, claims }: DesignContext, section: SectionId, api: Component): Phrase[] {
  const related = [
    ...index.incoming(api.id, 'authorizes').map((one) => ({ ...one, who: one.from })),
    ...index.outgoing(api.id, 'authorizes').map((one) => ({ ...one, who: one.to })),
  ].flatMap(({ from, kind, to, who }): Phrase[] => {
    const found = claims.cite(section, relationElement(from, kind, to), 'exists');
    return found ? [[mono(who), found.mark]] : [];
  });
  const stated = api.properties
    .filter(({ name }) => settings.some((pattern) => pattern.test(name)))
    .flatMap(({ name }): Phrase[] => {
      const found = claims.cite(section, componentElement(api.id), name);
      return found ? [[mono(found.value), found.mark]] : [];
    });
  return [...related, ...stated];
}
