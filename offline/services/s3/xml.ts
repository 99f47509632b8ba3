import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { OfflineResponse } from '../../kernel/http.ts';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is this class in a package of its own, which fast-xml-parser itself depends on
const builder = new XMLBuilder({ suppressEmptyNode: true, attributeNamePrefix: '@', ignoreAttributes: false });
// Entities stay text: a DTD in a request is never expanded.
const parser = new XMLParser({ parseTagValue: false, processEntities: true, ignoreAttributes: true });

/** An XML document in S3's namespace; arrays become repeated elements, undefined members are left out. */
export function xmlResponse(root: string, content: object, status = 200): OfflineResponse {
  const document = builder.build({ [root]: { '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/', ...content } });
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
  };
}

export function errorResponse(
  error: { code: string; message: string; status: number },
  resource: string,
  requestId: string,
): OfflineResponse {
  const { code: Code, message: Message, status } = error;
  const document = builder.build({ Error: { Code, Message, Resource: resource, RequestId: requestId } });
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
  };
}

/** Parses a request's document. @throws Error when it is not XML, or declares a DTD. */
export function parseXml(text: string): unknown {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Error('document type declarations are not accepted');
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- without validation the parser accepts what is no XML
  return parser.parse(text, true);
}

/** One or many elements of a name, as a list. */
export const asList = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
