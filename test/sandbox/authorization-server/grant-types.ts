// The names of the grants that this authorization server knows beside those of OAuth itself.

export const deferredGrant = 'urn:ietf:params:oauth:grant-type:deferred'
export const tokenExchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const cibaGrant = 'urn:openid:params:grant-type:ciba'
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const openidDeferredGrant = 'urn:openid:params:grant-type:deferred'
export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
/** Stands for a grant whose request is looked at by us first; clients never use it. */
export const reviewedGrant = 'urn:harbor:params:grant-type:reviewed'

/** Every client may use these, whatever it registered for. */
export const grantsForAll = [
  'refresh_token',
  tokenExchangeGrant,
  deferredGrant,
  cibaGrant,
  deviceGrant,
  jwtBearerGrant,
  reviewedGrant,
]
