import type { Rule } from '../rule.ts';

export const publicBucket: Rule = {
  name: 'public-bucket',
  severity: 'high',
  finds: 'a bucket that the world may read or write, by its ACL, its access block or its policy',
  *check(system) {
    for (const bucket of system.stated('bucket')) {
      const acl = system.property(bucket, 'AccessControl');
      const open = system
        .matching(bucket, /^PublicAccessBlockConfiguration\./)
        .filter(({ value }) => String(value) === 'false');
      const isWebsite = system.matching(bucket, /^WebsiteConfiguration/).length > 0;
      const fault = acl !== undefined && /^Public/.test(String(acl.value)) ? acl : open[0];
      if (fault === undefined) continue;
      yield {
        component: bucket,
        source: fault.source,
        severity: fault === acl ? 'high' : 'medium',
        message: `The bucket ${bucket.id} ${fault === acl ? `is public by its ACL ${String(acl.value)}` : `lets itself be made public (${fault.name} is false)`}. ${isWebsite ? 'Serve the site by CloudFront with origin access control, and block' : 'Block'} all public access.`,
      };
    }
  },
};
