-- Functions of the string library that take an error object for its text. They are called as fields, by which Lua knows their names.
local error, type, tostring, raw, name = ...

local function text_of(s)
  local t = type(s)
  if t == "userdata" then return tostring(s) end
  if t == "number" then return s end
  error("bad argument #1 to '" .. name .. "' (string expected, got " .. t .. ")", 3)
end

if name == "len" then
  return function(s)
    if type(s) ~= "string" then s = text_of(s) end
    return raw.len(s)
  end
elseif name == "lower" then
  return function(s)
    if type(s) ~= "string" then s = text_of(s) end
    return raw.lower(s)
  end
elseif name == "upper" then
  return function(s)
    if type(s) ~= "string" then s = text_of(s) end
    return raw.upper(s)
  end
end

return function(s, i, j)
  if type(s) ~= "string" then s = text_of(s) end
  return raw.sub(s, i, j)
end
