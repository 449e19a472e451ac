using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// What begins the block of a userdata that stands for no managed object: all that it is of is in the block and in its user values. It
/// needs no finalizer, which is dear: the collector calls the host for each.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct PlainObject(LuaObjectType type)
{
    /// <summary>Where <see cref="LuaObjects"/> looks for the place of an object.</summary>
    private readonly int _place = LuaObjects.None;

    private readonly void* _type = type.Key;

    /// <summary>Whether it is of a type. Any userdata may be asked that is as long as this.</summary>
    public bool IsOf(LuaObjectType type) => _place == LuaObjects.None && _type == type.Key;
}
