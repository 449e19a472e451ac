---@meta

---Who the process acts for, and what it may do: `require("security")`. Actors, scopes and policies are made by these functions only; they
---do not change, and can't be sent to another process.
---@class security
local security = {}

---@alias security.Decision "allow"|"deny"|"undefined"

---Names with texts, numbers, booleans, and lists and tables of them: what conditions of policies look at. At most 1000 values.
---@alias security.Meta table<string, any>

---Who an operation is done for.
---@class security.Actor
local Actor = {}

---Who it is.
---@return string id
function Actor:id() end

---What policies can ask about it, in a new table.
---@return security.Meta meta
function Actor:meta() end

---What actors may and may not do.
---@class security.Policy
local Policy = {}

---Its id.
---@return string id
function Policy:id() end

---What it says about an operation.
---@param actor security.Actor? Who does it; nil for nobody.
---@param action string
---@param resource string
---@param meta? security.Meta
---@return security.Decision? decision
---@return errors.Error? err INVALID
function Policy:evaluate(actor, action, resource, meta) end

---Policies that decide together. A scope that a script makes needs `security.scope.create` on `custom`, and `security.policy.get` on each
---policy that it puts in.
---@class security.Scope
local Scope = {}

---A scope with one policy more; one of the same id is replaced.
---@param policy security.Policy|string A policy, or the id of one.
---@return security.Scope? scope
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND
function Scope:with(policy) end

---A scope without a policy; one that is not in it changes nothing.
---@param policy security.Policy|string A policy, or the id of one.
---@return security.Scope? scope
---@return errors.Error? err INVALID, PERMISSION_DENIED
function Scope:without(policy) end

---What its policies say together: any deny wins, else any allow, else `"undefined"`, which is denied.
---@param actor security.Actor? Who does it; nil for nobody.
---@param action string
---@param resource string
---@param meta? security.Meta
---@return security.Decision? decision
---@return errors.Error? err INVALID
function Scope:evaluate(actor, action, resource, meta) end

---Whether a policy is in it, also by a group.
---@param id string
---@return boolean? contained
---@return errors.Error? err INVALID
function Scope:contains(id) end

---The policies in it, those of its groups included, in a new list.
---@return security.Policy[] policies
function Scope:policies() end

---Who the process acts for; nil for nobody.
---@return security.Actor? actor
---@return errors.Error? err INVALID while the file loads.
function security.actor() end

---The policies that decide what the process may do; nil for none.
---@return security.Scope? scope
---@return errors.Error? err INVALID while the file loads.
function security.scope() end

---Whether an operation that makes this check would be allowed it.
---@param action string For example `"process.send"`, or one of the application's own.
---@param resource string What it is done to; of a process its pid or its name.
---@param meta? security.Meta What the operation would know beside that, for example the topic.
---@return boolean? allowed
---@return errors.Error? err INVALID
function security.can(action, resource, meta) end

---Makes an actor.
---@param id string
---@param meta? security.Meta
---@return security.Actor? actor
---@return errors.Error? err INVALID, PERMISSION_DENIED
function security.new_actor(id, meta) end

---Makes a scope; one without policies allows nothing.
---@param policies? (security.Policy|string)[] Policies, or the ids of them.
---@return security.Scope? scope
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND
function security.new_scope(policies) end

---A named policy.
---@param id string
---@return security.Policy? policy
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND
function security.policy(id) end

---The scope of a policy group; it follows the group's changes.
---@param id string
---@return security.Scope? scope
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND
function security.named_scope(id) end

return security
