import type { JsonObject } from '../../schema/json.ts';
import { type Draft, refineEach, refineStruct } from './draft.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

/** ClusterRoleBinding and RoleBinding: users and groups are RBAC's own, service accounts the core group's. */
export function defaultBinding(binding: JsonObject): JsonObject {
  const draft: Draft = { ...binding };
  refineStruct(draft, 'roleRef', (roleRef) => ({ apiGroup: rbacGroup, ...roleRef }));
  refineEach(draft, 'subjects', (subject) =>
    subject['kind'] === 'User' || subject['kind'] === 'Group' ? { apiGroup: rbacGroup, ...subject } : subject,
  );
  return draft;
}
