export {
  GatewayInstanceAttachments,
  type GatewayInstanceAttachmentsProps,
  type InstanceAttachmentOptions,
} from "./gateway-instance-attachments";
