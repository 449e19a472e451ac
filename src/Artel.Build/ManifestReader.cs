using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Artel.Build;

/// <summary>Reads <c>[assembly: AssemblyMetadata("Artel.Manifest", text)]</c> without loading the assembly.</summary>
internal static class ManifestReader
{
    private const string Key = "Artel.Manifest";

    /// <summary>The first bytes of every attribute's value.</summary>
    private const ushort Prolog = 1;

    /// <summary>The text; null when there is none.</summary>
    public static string? Read(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata)
            return null;
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (NameOf(metadata, attribute) != "AssemblyMetadataAttribute")
                continue;
            var value = metadata.GetBlobReader(attribute.Value);
            if (value.ReadUInt16() == Prolog && value.ReadSerializedString() == Key)
                return value.ReadSerializedString();
        }

        return null;
    }

    private static string? NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return null;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return parent.Kind == HandleKind.TypeReference ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) : null;
    }
}
