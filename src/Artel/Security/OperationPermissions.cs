#nullable enable
using System;
using System.Collections.Generic;

namespace Artel.Security;

/// <summary>A row of the <see cref="PermissionTable"/>: an operation in both languages, and its checks in order.</summary>
internal sealed class OperationPermissions
{
    /// <param name="lua">The Lua functions, with commas between: <c>module.function</c>, or <c>object:method</c>.</param>
    /// <param name="members">The C# members of the namespace Artel, with commas between; all their overloads.</param>
    /// <param name="checks">The checks.</param>
    public OperationPermissions(string lua, string members, params PermissionCheck[] checks)
    {
        LuaFunctions = lua.Split([", "], StringSplitOptions.None);
        Members = members.Split([", "], StringSplitOptions.None);
        Checks = checks;
    }

    /// <summary>The Lua functions: <c>module.function</c>, or <c>object:method</c>.</summary>
    public IReadOnlyList<string> LuaFunctions { get; }

    /// <summary>The C# members, <c>Type.Member</c>, of the namespace Artel.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The checks, in order.</summary>
    public PermissionCheck[] Checks { get; }
}

/// <summary>One check of an operation.</summary>
internal sealed class PermissionCheck
{
    /// <param name="action">What is done.</param>
    /// <param name="resource">What sort of thing it is done to.</param>
    /// <param name="argument">The C# parameter that names the resource; the resource itself if it is constant.</param>
    /// <param name="luaArgument">Which argument of the Lua function names the resource, from 1; 0 if it is constant.</param>
    public PermissionCheck(string action, ResourceKind resource, string argument, int luaArgument)
    {
        Action = action;
        Resource = resource;
        Argument = argument;
        LuaArgument = luaArgument;
    }

    /// <summary>What is done.</summary>
    public string Action { get; }

    /// <summary>The action's number in the table.</summary>
    public int Number { get; internal set; }

    /// <summary>What sort of thing it is done to.</summary>
    public ResourceKind Resource { get; }

    /// <summary>The C# parameter that names the resource; the resource itself if it is constant.</summary>
    public string Argument { get; }

    /// <summary>Which argument of the Lua function names the resource, from 1; 0 if it is constant.</summary>
    public int LuaArgument { get; }
}

/// <summary>What sort of thing a permission is checked on.</summary>
internal enum ResourceKind
{
    /// <summary>A process: its pid, or the destination as given where it does not resolve.</summary>
    Process,

    /// <summary>A process that is not the caller: its pid; no check where it is the caller.</summary>
    ForeignProcess,

    /// <summary>A definition's id.</summary>
    Definition,

    /// <summary>A host's id.</summary>
    Host,

    /// <summary>A registered name.</summary>
    Name,

    /// <summary>An actor's id.</summary>
    Actor,

    /// <summary>A policy's id.</summary>
    Policy,

    /// <summary>A policy group's id.</summary>
    PolicyGroup,

    /// <summary>A queue's id.</summary>
    Queue,

    /// <summary>Always the same text.</summary>
    Constant,
}
