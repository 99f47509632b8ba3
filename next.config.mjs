import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/server/i18n/request.ts');

// Headers that hold for every answer. The content security policy depends on endpoints known at run time only: proxy.ts.
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  // Browsers heed it over https alone, so it changes nothing on this machine.
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types are a check of their own (npm test); repeating them would only delay a first start.
  typescript: { ignoreBuildErrors: true },
  // Where the host copies the app without its folder, the outputs of the deployment travel along.
  outputFileTracingIncludes: { '/**': ['./amplify_outputs.json'] },
  experimental: {
    serverActions: {
      // Same origin is always allowed; further hosts (a proxy in front of the app) are named by the deployment.
      allowedOrigins: (process.env.APP_ALLOWED_ORIGINS ?? '').split(',').filter(Boolean),
      bodySizeLimit: '256kb',
    },
  },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default withNextIntl(nextConfig);
