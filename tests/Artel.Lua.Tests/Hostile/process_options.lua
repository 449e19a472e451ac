-- expect: value refused
-- Options that are none.
return function()
  for _, t in ipairs { { trap_links = 1 }, { unknown = true }, { [1] = true }, { [{}] = true }, { trap_links = true, x = 1 }, setmetatable({ a = 1 }, { __pairs = error }) } do
    if process.set_options(t) then return "taken" end
  end
  return process.get_options().trap_links == false and not pcall(process.set_options, 1) and "refused"
end
