-- expect: value refused
-- Sizes that a __len or an argument claims.
return function()
  local big = setmetatable({}, { __len = function() return 1 << 60 end })
  for _, act in ipairs {
    function() table.unpack(big) end, function() table.unpack({}, 1, 1e8) end, function() table.unpack({}, math.mininteger, math.maxinteger) end,
    function() table.insert(big, 1, 0) end, function() table.remove(big, 1) end, function() table.sort(big) end,
    function() table.move({}, 1, 1 << 60, 2) end, function() table.move({}, 1, math.maxinteger, 2) end, function() table.move(big, -1e9, 1e9, 1) end,
    function() table.concat({}, "", 1, 1 << 60) end, function() table.concat({}, "", math.mininteger, math.maxinteger) end,
    function() ("x"):byte(math.mininteger, 1 << 40) return error() end, function() ("x"):rep(1e7):byte(1, -1) end, function() select(-5) end,
    function() string.char(256) end, function() utf8.char(-1) end, function() utf8.codepoint(("x"):rep(1e7), 1, -1) end,
  } do
    if pcall(act) then return "taken" end
  end
  return "refused"
end
