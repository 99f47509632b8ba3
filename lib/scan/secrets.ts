/** Stands in a model in place of what nobody should read there. */
export const hiddenValue = '(hidden)';

const SECRET =
  /(?:password|passwd|pwd|secret|token|api_?-?key|private_?-?key|access_?-?key|credential|connection_?string)s?$/i;
/** Where a thing is, or how it is called, is no secret. */
const ABOUT =
  /(?:name|arn|id|url|uri|path|ttl|seconds|minutes|days|length|header|table|bucket|parameter|param|prefix|enabled|required|type|mode|source|location|endpoint|file|version|rotation|stage|policy)$/i;

/** Whether a value is a secret that stands there itself, by its name and look. */
export function isSecret(name: string, value: string | number | boolean): boolean {
  if (typeof value === 'boolean') return false;
  const last = name.split('.').at(-1) ?? name;
  if (!SECRET.test(last) || ABOUT.test(last)) return false;
  const text = String(value);
  if (
    text.length < 4 ||
    /\$\{|\{\{resolve:|^arn:|^\/|^https?:|^(?:true|false|none|null|changeme|todo|seconds|minutes|hours|days|optional|required)$/i.test(
      text,
    )
  )
    return false;
  return !/^[A-Z][A-Za-z]+\(/.test(text) && !/^[[{]/.test(text);
}
