/** What XML of the query protocol is made of; undefined members are left out. */
export type XmlValue = string | number | undefined | { readonly [element: string]: XmlValue };

/** Elements in the order of the object's keys. A key may carry attributes after its name. */
export function toXml(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([element, member]) => `<${element}>${toXml(member)}</${element.split(' ')[0]}>`)
    .join('');
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
