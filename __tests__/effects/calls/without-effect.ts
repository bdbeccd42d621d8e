/** Changing actions of IAM that do nothing to what is modelled, each with the reason why not. */
const OF_IAM: Readonly<Record<string, string>> = {
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

/** The same of Secrets Manager. */
const OF_SECRETS_MANAGER: Readonly<Record<string, string>> = {
  "secretsmanager:CancelRotateSecret": "writes no value: which one is current stays as it is",
  "secretsmanager:RemoveRegionsFromReplication": "takes a copy away, which the gateway does not read",
  "secretsmanager:StopReplicationToReplica":
    "the copy keeps its value, its policy and its ARN, and the gateway does not read it",
  "secretsmanager:RestoreSecret":
    "the secret has the value that it had: only the deletion for good is modelled",
  "secretsmanager:ValidateResourcePolicy": "looks at a text that is put nowhere",
};

/** The same of KMS. */
const OF_KMS: Readonly<Record<string, string>> = {
  "kms:Decrypt": "no call of its own here: Secrets Manager asks for it, which gives its ciphertext to nobody",
  "kms:GenerateDataKey":
    "no call of its own here: Secrets Manager asks for it, which gives its ciphertext to nobody",
  "kms:DeriveSharedSecret":
    "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:Encrypt": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:GenerateDataKeyPair":
    "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:GenerateDataKeyPairWithoutPlaintext":
    "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:GenerateDataKeyWithoutPlaintext":
    "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:GenerateMac": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:ReEncryptFrom": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:ReEncryptTo": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:Sign": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:Verify": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:VerifyMac": "uses a key on what the caller brings: Secrets Manager gives its ciphertext to nobody",
  "kms:GenerateRandom": "uses no key",
  "kms:CreateKey": "nothing is encrypted with a key that is new",
  "kms:ReplicateKey":
    "a key of several regions: Secrets Manager asks the one of its own region, whose policy stays",
  "kms:SynchronizeMultiRegionKey":
    "a key of several regions: Secrets Manager asks the one of its own region, whose policy stays",
  "kms:UpdatePrimaryRegion":
    "a key of several regions: Secrets Manager asks the one of its own region, whose policy stays",
  "kms:CancelKeyDeletion": "a key that is switched off is not modelled",
  "kms:EnableKey": "a key that is switched off is not modelled",
  "kms:DisableKey": "the key can be used no more, by anybody",
  "kms:ScheduleKeyDeletion": "the key can be used no more, by anybody",
  "kms:DeleteImportedKeyMaterial": "the key can be used no more, by anybody",
  "kms:ImportKeyMaterial": "KMS takes none but what the key had before",
  "kms:DisableKeyRotation": "who may use the key stays",
  "kms:EnableKeyRotation": "who may use the key stays",
  "kms:RotateKeyOnDemand": "who may use the key stays",
  "kms:RetireGrant": "takes the use of a key away",
  "kms:RevokeGrant": "takes the use of a key away",
  "kms:TagResource": "no policy here asks for a key's tags",
  "kms:UntagResource": "no policy here asks for a key's tags",
  "kms:UpdateKeyDescription": "the description is not modelled",
  "kms:ConnectCustomKeyStore": "where keys are kept; no policy hangs on it",
  "kms:CreateCustomKeyStore": "where keys are kept; no policy hangs on it",
  "kms:DeleteCustomKeyStore": "where keys are kept; no policy hangs on it",
  "kms:DisconnectCustomKeyStore": "where keys are kept; no policy hangs on it",
  "kms:UpdateCustomKeyStore": "where keys are kept; no policy hangs on it",
};

/** The same of those of Lambda that act on a function. */
const OF_LAMBDA: Readonly<Record<string, string>> = {
  "lambda:CreateAlias": "a name for a state of the function that its owner made",
  "lambda:DeleteAlias": "a name for a state of the function that its owner made",
  "lambda:UpdateAlias": "a name for a state of the function that its owner made",
  "lambda:PublishVersion": "a name for a state of the function that its owner made",
  "lambda:DeleteFunctionCodeSigningConfig": "which code the function takes: here it takes any",
  "lambda:PutFunctionCodeSigningConfig": "which code the function takes: here it takes any",
  "lambda:UpdateFunctionCodeSigningConfig": "which code the function takes: here it takes any",
  "lambda:DeleteFunctionConcurrency": "how often it runs at a time",
  "lambda:DeleteProvisionedConcurrencyConfig": "how often it runs at a time",
  "lambda:PutFunctionConcurrency": "how often it runs at a time",
  "lambda:PutFunctionRecursionConfig": "how often it runs at a time",
  "lambda:PutFunctionScalingConfig": "how often it runs at a time",
  "lambda:PutProvisionedConcurrencyConfig": "how often it runs at a time",
  "lambda:DeleteFunctionEventInvokeConfig": "what is done with its answers",
  "lambda:PutFunctionEventInvokeConfig": "what is done with its answers",
  "lambda:UpdateFunctionEventInvokeConfig": "what is done with its answers",
  "lambda:DeleteFunctionUrlConfig": "takes away who may call it: a function has no policy of its own here",
  "lambda:DeleteResourcePolicy": "takes away who may call it: a function has no policy of its own here",
  "lambda:RemovePermission": "takes away who may call it: a function has no policy of its own here",
  "lambda:DisableReplication": "copies with the same code and the same role",
  "lambda:EnableReplication": "copies with the same code and the same role",
  "lambda:PutRuntimeManagementConfig": "which of AWS's own runtimes runs it",
};

/** Everything that does nothing to what is modelled. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  ...OF_IAM,
  ...OF_SECRETS_MANAGER,
  ...OF_KMS,
  ...OF_LAMBDA,
};
