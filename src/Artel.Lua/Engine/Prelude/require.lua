-- The host finds a module; its chunk runs here, so that it may wait while it loads. A module that fails is not kept: the next require
-- tries it again. Two coroutines that need a module at the same moment may both run it; both get what was made first.
local FAILURE, error, find, type, running, setmetatable, concat, remove, MODE = ...
local loaded = {}

-- Which modules each coroutine is loading, the outermost first; and by name, where each is among them. Texts and numbers only, so that no
-- chain of weak keys can be made of it.
local chains = setmetatable({}, { [MODE] = "k" })

local leave = {
  __close = function(entered)
    while #entered.chain >= entered.depth do entered.chain[remove(entered.chain)] = nil end
  end
}

local function run(name, chunk)
  local co = running()
  local chain = chains[co]
  if not chain then
    chain = {}
    chains[co] = chain
  end
  if chain[name] then
    error("require: '" .. name .. "' needs itself: " .. concat(chain, " -> ", chain[name]) .. " -> " .. name, 3)
  end
  local entered <close> = setmetatable({ chain = chain, depth = #chain + 1 }, leave)
  chain[#chain + 1] = name
  chain[name] = #chain
  local value = chunk(name)
  if value == nil then return true end
  return value
end

return function(name)
  if type(name) ~= "string" then error("bad argument #1 to 'require' (string expected, got " .. type(name) .. ")", 2) end
  local value = loaded[name]
  if value ~= nil then return value end
  local what, found = find(name)
  if what == FAILURE then error(found, 2) end
  if what then value = run(name, found) else value = found end
  if loaded[name] == nil then loaded[name] = value end
  return loaded[name]
end
