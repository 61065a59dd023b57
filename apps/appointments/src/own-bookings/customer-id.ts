import type { Principal } from '@pitlane/platform';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** `sub` of a pass is the customer's id in crm. Who has an account that stands for no customer owns nothing, nor does who acts in a customer's name. */
export const customerIdOf = ({ id }: Principal): string => (UUID.test(id) ? id : NOBODY);
