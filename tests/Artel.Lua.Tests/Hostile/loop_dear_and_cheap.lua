-- expect: terminated
-- Stretches that cost little, to hide one that costs much.
return function()
  local long, other = ("x"):rep(15e6), ("x"):rep(15e6 - 1) .. "x"
  while true do
    for i = 1, 1e5 do end
    for i = 1, 50 do local same = long == other end
  end
end
