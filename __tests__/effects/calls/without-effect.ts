/** Changing actions of IAM that do nothing to what is modelled, each with the reason why not. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  "iam:PassRole": "no call of its own: others ask for it, and ask for it here",
  "iam:ChangePassword": "takes the password that is there, from the user himself",

  "iam:AcceptDelegationRequest":
    "gives rights to a product that asked for them, and to no principal of the account",
  "iam:AssociateDelegationRequest":
    "says whose request it is; it gives nothing before it is accepted and sent",
  "iam:CreateDelegationRequest": "a request gives nothing before it is accepted",
  "iam:RejectDelegationRequest": "gives nothing",
  "iam:SendDelegationToken":
    "hands an accepted request to the product that made it, and to no principal of the account",

  "iam:AddClientIDToOpenIDConnectProvider": "who signs the tokens stays the same",
  "iam:RemoveClientIDFromOpenIDConnectProvider": "lets nobody in",
  "iam:CreateOpenIDConnectProvider":
    "no role trusts a provider that is new: that takes another change of a role",
  "iam:CreateSAMLProvider": "no role trusts a provider that is new: that takes another change of a role",
  "iam:DeleteOpenIDConnectProvider": "lets nobody in",
  "iam:DeleteSAMLProvider": "lets nobody in",
  "iam:TagOpenIDConnectProvider": "no policy here asks for a provider's tags",
  "iam:UntagOpenIDConnectProvider": "no policy here asks for a provider's tags",
  "iam:TagSAMLProvider": "no policy here asks for a provider's tags",
  "iam:UntagSAMLProvider": "no policy here asks for a provider's tags",

  "iam:CreateServiceLinkedRole": "only a service of AWS can take the role, and its policy is AWS's own",
  "iam:DeleteServiceLinkedRole": "only a service of AWS could take the role",
  "iam:UpdateRole": "the longest session and the description are not modelled",
  "iam:UpdateRoleDescription": "the description is not modelled",

  "iam:CreateVirtualMFADevice": "a device is nobody's until EnableMFADevice gives it to a user",
  "iam:DeleteVirtualMFADevice": "IAM refuses it until DeactivateMFADevice has taken the device from its user",
  "iam:ResyncMFADevice": "the device stays the same",
  "iam:TagMFADevice": "no policy here asks for a device's tags",
  "iam:UntagMFADevice": "no policy here asks for a device's tags",

  "iam:TagInstanceProfile": "no policy here asks for a profile's tags",
  "iam:UntagInstanceProfile": "no policy here asks for a profile's tags",

  "iam:UploadServerCertificate": "certificates of servers prove nobody to AWS",
  "iam:UpdateServerCertificate": "certificates of servers prove nobody to AWS",
  "iam:DeleteServerCertificate": "certificates of servers prove nobody to AWS",
  "iam:TagServerCertificate": "certificates of servers prove nobody to AWS",
  "iam:UntagServerCertificate": "certificates of servers prove nobody to AWS",
  "iam:UploadCloudFrontPublicKey": "signs links to files, and no call to AWS",
  "iam:UpdateCloudFrontPublicKey": "signs links to files, and no call to AWS",
  "iam:DeleteCloudFrontPublicKey": "signs links to files, and no call to AWS",

  "iam:CreateAccountAlias": "a name of the account's sign-in page",
  "iam:DeleteAccountAlias": "a name of the account's sign-in page",
  "iam:UpdateAccountName": "the account's name gives no right",
  "iam:UpdateAccountEmailAddress": "the root user's address: the root user is not modelled",
  "iam:PutAccountProperties": "settings of the account that give no right",
  "iam:UpdateAccountPasswordPolicy": "what a new password must be like",
  "iam:DeleteAccountPasswordPolicy": "what a new password must be like",
  "iam:DisableOrganizationsRootCredentialsManagement":
    "for the organisation's accounts: the root user is not modelled",
  "iam:EnableOrganizationsRootCredentialsManagement":
    "for the organisation's accounts: the root user is not modelled",
  "iam:DisableOrganizationsRootSessions": "for the organisation's accounts: the root user is not modelled",
  "iam:EnableOrganizationsRootSessions": "for the organisation's accounts: the root user is not modelled",
  "iam:DisableOutboundWebIdentityFederation": "tokens for what is outside of AWS",
  "iam:EnableOutboundWebIdentityFederation": "tokens for what is outside of AWS",
  "iam:SetSTSRegionalEndpointStatus": "where sessions are asked for",
  "iam:SetSecurityTokenServicePreferences": "in which regions a session's token is valid",
};
