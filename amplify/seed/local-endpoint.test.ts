import { describe, expect, it } from 'vitest';
import { requireLocalEndpoint } from './local-endpoint.ts';

describe('the seed', () => {
  it.each(['http://127.0.0.1:4566', 'http://localhost:1234', 'http://[::1]:4566'])('runs against %s', (endpoint) => {
    expect(requireLocalEndpoint({ AWS_ENDPOINT_URL: endpoint })).toBe(endpoint);
  });

  it.each([undefined, '', 'https://cognito-idp.eu-central-1.amazonaws.com', 'http://127.0.0.1.example.com'])(
    'refuses to run against %s',
    (endpoint) => {
      expect(() => requireLocalEndpoint({ AWS_ENDPOINT_URL: endpoint })).toThrow(/offline backend|not this machine/);
    },
  );
});
