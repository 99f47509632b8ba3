/** An organization that one may look at. */
export type OrganizationOption = { id: string; name: string };
