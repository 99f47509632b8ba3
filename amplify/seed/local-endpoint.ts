const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The one endpoint of the local backend.
 * @throws where there is none or it is not on this machine: accounts with a published password never reach the cloud.
 */
export function requireLocalEndpoint(env: Readonly<Record<string, string | undefined>>): string {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (!endpoint) {
    throw new Error(
      'AWS_ENDPOINT_URL is not set. The demo accounts are for the offline backend only: run "npm run offline -- seed".',
    );
  }
  const { hostname } = new URL(endpoint);
  if (!localHosts.includes(hostname)) {
    throw new Error(
      `AWS_ENDPOINT_URL names ${hostname}, which is not this machine. In the cloud, invite people instead.`,
    );
  }
  return endpoint;
}
