export {
  ATTACHMENT_OPTIONS,
  GatewayInstanceAttachments,
  type GatewayInstanceAttachmentsProps,
  type InstanceAttachmentOptions,
} from "./gateway-instance-attachments";
export { withinInlineQuota } from "./inline-policies-quota";
