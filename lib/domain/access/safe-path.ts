/** A path on this site to go on to after signing in, or `/` for anything that could lead elsewhere. */
export function safePath(path: string | string[] | undefined): string {
  if (typeof path !== 'string' || !path.startsWith('/')) return '/';
  // Browsers read `//host`, `/\host` and a tab or line break in between as another site.
  if (/^\/[/\\]/.test(path) || /[\u0000-\u001f\\]/.test(path)) return '/';
  return path.startsWith('/sign-in') ? '/' : path;
}
