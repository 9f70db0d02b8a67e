// The desk's controls. Each works by keyboard and by ear; views add no behaviour of their own to them.
export { Button } from "./ui/button";
export { AreaField, CheckField, Field, FormError, PasswordField, SelectField, TextField } from "./ui/field";
export { Dialog } from "./ui/dialog";
export { Keys, Menu, type MenuItem } from "./ui/menu";
export { Tabs, type Tab } from "./ui/tabs";
export { toast, Toasts } from "./ui/toast";
export { EmptyState, FailedState } from "./ui/empty";
export { among, Combobox, type Option } from "./ui/combobox";
