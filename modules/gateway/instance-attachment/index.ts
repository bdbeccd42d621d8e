export {
  ATTACHMENT_OPTIONS,
  GatewayInstanceAttachments,
  type GatewayInstanceAttachmentsProps,
  type InstanceAttachmentOptions,
} from "./gateway-instance-attachments";
